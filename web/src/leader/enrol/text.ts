import { type Catalogue, translatorOf } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export const t = translatorOf<keyof typeof catalogue>();

/** The texts of enrolment on the phone, apart from the others: loaded at her first enrolment. */
export const enrolCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
