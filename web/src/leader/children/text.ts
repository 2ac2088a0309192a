import { designCatalogue } from '../../design/text.ts';
import { loadCatalogue, translatorOf, type WorkCatalogue } from '../../i18n/language.ts';
import { memberWordsCatalogue } from '../../members/text.ts';
import type catalogue from './messages.json';

export const t = translatorOf<keyof typeof catalogue>();

const childrenCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};

/** The texts about children on the leader's phone, loaded with the first screen that needs them. */
export const loadTexts = (): Promise<unknown> =>
  Promise.all([childrenCatalogue, memberWordsCatalogue, designCatalogue].map(loadCatalogue));
