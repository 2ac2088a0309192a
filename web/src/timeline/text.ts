import { translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

export type TimelineKey = keyof typeof catalogue;

/** The texts of case timelines, for the desk and a leader's phone. */
export const t = translatorOf<TimelineKey>();
