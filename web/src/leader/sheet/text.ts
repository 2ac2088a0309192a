import { designCatalogue } from '../../design/text.ts';
import { loadCatalogue, translatorOf, type WorkCatalogue } from '../../i18n/language.ts';
import type { Key } from '../text.ts';
import type catalogue from './messages.json';

export type SheetKey = keyof typeof catalogue | Key;

/** The texts of a leader's sheets, with those that are there from the start. */
export const t = translatorOf<SheetKey>();

const sheetCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};

export const loadSheetTexts = async (): Promise<void> => {
  await Promise.all([sheetCatalogue, designCatalogue].map(loadCatalogue));
};
