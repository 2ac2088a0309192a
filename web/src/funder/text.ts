import { type Catalogue, translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

export type MessageKey = keyof typeof catalogue;

/** The texts around the published numbers. */
export const t = translatorOf<MessageKey>();

export const funderCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
