import { translatorOf, type WorkCatalogue } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export type SetUpKey = keyof typeof catalogue;
export const t = translatorOf<SetUpKey>();

/** The texts of a phone's set-up, apart from the others: needed once. */
export const setUpCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
