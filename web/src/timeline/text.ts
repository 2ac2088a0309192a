import { type Catalogue, translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

export type TimelineKey = keyof typeof catalogue;

/** What happens in a case, in words: for the desk and for a leader's phone. */
export const t = translatorOf<TimelineKey>();

export const timelineCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
