import { type Catalogue, translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

/** Translates the texts that the design system's components have of their own, such as "Cancel" and "optional". */
export const t = translatorOf<keyof typeof catalogue>();

/**
 * The messages of the design system's components. Load them on every page that has tables, forms, dialogs, toasts or
 * navigation.
 */
export const designCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
