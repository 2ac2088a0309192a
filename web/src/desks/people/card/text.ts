import type { Catalogue } from '../../../i18n/language.ts';
import type catalogue from './messages.json';

export type CardKey = keyof typeof catalogue;

/** The texts of a sign-in card, which is in its person's language: a funder's is in Japanese. */
export const cardCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
