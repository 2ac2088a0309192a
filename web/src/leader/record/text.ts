import { translatorOf, type WorkCatalogue } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export type RightsKey = keyof typeof catalogue;
export const t = translatorOf<RightsKey>();

export const rightsCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
