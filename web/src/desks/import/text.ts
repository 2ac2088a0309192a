import { translatorOf, type WorkCatalogue } from '../../i18n/language.ts';
import type catalogue from './messages.json';

/** The import's own texts, which are loaded with it. */
export const t = translatorOf<keyof typeof catalogue>();

export const importCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
