import { type Catalogue, translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';
import * as telugu from './messages.json?te';

/** The few texts of the client's shell, before sign-in: welcome, language, leave. */
export const t = translatorOf<keyof typeof catalogue>();

export const shellCatalogue: Catalogue = {
  // Every page begins in Telugu: its texts come with the code instead of after it.
  te: () => Promise.resolve(telugu),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
