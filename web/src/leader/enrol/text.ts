import { type Catalogue, translatorOf } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export const t = translatorOf<keyof typeof catalogue>();

/** Apart from her other words: it is read when she first enrols somebody. */
export const enrolCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
