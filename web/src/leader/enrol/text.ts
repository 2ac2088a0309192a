import { translatorOf, type WorkCatalogue } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export const t = translatorOf<keyof typeof catalogue>();

/** The texts of enrolment on the phone, apart from the others: loaded at her first enrolment. */
export const enrolCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
