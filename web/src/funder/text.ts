import { type Catalogue, translatorOf } from '../i18n/language.ts';
import type files from './files/messages.json';
import type indicator from './indicator/messages.json';
import type notes from './indicator/notes/messages.json';
import type common from './messages.json';
import type narrative from './narrative/messages.json';
import type year from './year/messages.json';

export type MessageKey =
  | keyof typeof common
  | keyof typeof files
  | keyof typeof indicator
  | keyof typeof narrative
  | keyof typeof notes
  | keyof typeof year;

/** The texts of the funder's page, around the published numbers. */
export const t = translatorOf<MessageKey>();

export const funderCatalogue: Catalogue = {
  te: () => import('./texts.json?te'),
  en: () => import('./texts.json?en'),
  ja: () => import('./texts.json?ja'),
};
