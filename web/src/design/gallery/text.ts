import { type Catalogue, translatorOf } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export type Key = keyof typeof catalogue;

/** Translates the texts of the gallery's page and samples. */
export const t = translatorOf<Key>();

export const galleryCatalogue: Catalogue = {
  te: () => import('./texts.json?te'),
  en: () => import('./texts.json?en'),
  ja: () => import('./texts.json?ja'),
};
