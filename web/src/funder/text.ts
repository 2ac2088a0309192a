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

export const funderCatalogues: readonly Catalogue[] = [
  {
    te: () => import('./messages.json?te'),
    en: () => import('./messages.json?en'),
    ja: () => import('./messages.json?ja'),
  },
  {
    te: () => import('./indicator/messages.json?te'),
    en: () => import('./indicator/messages.json?en'),
    ja: () => import('./indicator/messages.json?ja'),
  },
  {
    te: () => import('./indicator/notes/messages.json?te'),
    en: () => import('./indicator/notes/messages.json?en'),
    ja: () => import('./indicator/notes/messages.json?ja'),
  },
  {
    te: () => import('./narrative/messages.json?te'),
    en: () => import('./narrative/messages.json?en'),
    ja: () => import('./narrative/messages.json?ja'),
  },
  {
    te: () => import('./year/messages.json?te'),
    en: () => import('./year/messages.json?en'),
    ja: () => import('./year/messages.json?ja'),
  },
  {
    te: () => import('./files/messages.json?te'),
    en: () => import('./files/messages.json?en'),
    ja: () => import('./files/messages.json?ja'),
  },
];
