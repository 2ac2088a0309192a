import { translatorOf, type WorkCatalogue } from '../i18n/language.ts';
import type catalogue from './messages.json';

export type Key = keyof typeof catalogue;
export const t = translatorOf<Key>();

export const leaderCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
