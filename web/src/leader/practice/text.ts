import { translatorOf, type WorkCatalogue } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export const t = translatorOf<keyof typeof catalogue>();

export const practiceCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
