import type { WorkCatalogue } from '../../../i18n/language.ts';
import type catalogue from './messages.json';

export type BriefKey = keyof typeof catalogue;

/** The texts of an evidence brief, which is printed in both languages, whatever the page's. */
export const briefCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
