import { translatorOf, type WorkCatalogue } from '../i18n/language.ts';
import type catalogue from './messages.json';

/**
 * The texts of consent: the notice that is read out before it, and who may give it; for the desk and a leader's
 * phone.
 */
export const t = translatorOf<keyof typeof catalogue>();

export const consentCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
