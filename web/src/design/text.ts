import { type Catalogue, translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

/** The few words that components say of themselves. */
export const t = translatorOf<keyof typeof catalogue>();

/** Load it on every page whose components say something of themselves: tables, forms, dialogs, toasts, navigation. */
export const designCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
