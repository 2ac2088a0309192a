import { type Catalogue, translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

/** The few texts of the client's shell, before sign-in: welcome, language, leave. */
export const t = translatorOf<keyof typeof catalogue>();

export const shellCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
