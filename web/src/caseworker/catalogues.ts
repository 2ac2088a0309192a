import type { WorkCatalogue } from '../i18n/language.ts';

/** The texts of the home screen and of all frames: she can begin once these are there. */
export const firstCatalogue: WorkCatalogue = {
  te: () => import('./first-texts.json?te'),
  en: () => import('./first-texts.json?en'),
};

/** The texts of all other screens. */
export const otherCatalogue: WorkCatalogue = {
  te: () => import('./other-texts.json?te'),
  en: () => import('./other-texts.json?en'),
};
