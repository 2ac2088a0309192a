import { type Catalogue, translatorOf } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export const t = translatorOf<keyof typeof catalogue>();

/** Separate from the other texts: loaded at her first enrolment. */
export const enrolCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
