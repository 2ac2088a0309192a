import { translatorOf, type WorkCatalogue } from '../i18n/language.ts';
import type catalogue from './messages.json';

export type TimelineKey = keyof typeof catalogue;

/** The texts of case timelines, for the desk and a leader's phone. */
export const t = translatorOf<TimelineKey>();

export const timelineCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
