import { designCatalogue } from '../../design/text.ts';
import { type Catalogue, loadCatalogue, translatorOf } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export type PastKey = keyof typeof catalogue;

/**
 * The texts of the leader's screens that are opened now and then: past meetings, passbooks, "Me", two sheets, unsent
 * work.
 */
export const t = translatorOf<PastKey>();

const pastCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};

export const loadTexts = (): Promise<unknown> =>
  Promise.all([pastCatalogue, designCatalogue].map(loadCatalogue));
