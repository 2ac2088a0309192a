import { type Catalogue, translatorOf } from '../i18n/language.ts';
import type { TimelineKey } from '../timeline/text.ts';
import type catalogue from './messages.json';

export type MessageKey = keyof typeof catalogue | TimelineKey;

/** The texts of the desk and of case timelines. */
export const t = translatorOf<MessageKey>();

export const staffCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
