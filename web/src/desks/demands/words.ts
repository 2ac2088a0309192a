import type { WorkCatalogue } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export type DemandKey = keyof typeof catalogue;

/** The texts of the register of demands, for a paper in another language than the page's. */
export const demandCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
