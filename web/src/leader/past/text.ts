import { designCatalogue } from '../../design/text.ts';
import { loadCatalogue, translatorOf, type WorkCatalogue } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export type PastKey = keyof typeof catalogue;

/**
 * The texts of the leader's screens that are opened now and then: past meetings, passbooks, two sheets, unsent work.
 */
export const t = translatorOf<PastKey>();

const pastCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};

export const loadTexts = (): Promise<unknown> =>
  Promise.all([pastCatalogue, designCatalogue].map(loadCatalogue));
