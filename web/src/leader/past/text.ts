import { designCatalogue } from '../../design/text.ts';
import { type Catalogue, translatorOf, useCatalogue } from '../../i18n/language.ts';
import type catalogue from './messages.json';

/** The texts of past meetings, passbooks and "Me": loaded with their screens. */
export const t = translatorOf<keyof typeof catalogue>();

const pastCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};

export const loadTexts = (): Promise<unknown> =>
  Promise.all([pastCatalogue, designCatalogue].map(useCatalogue));
