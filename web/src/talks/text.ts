import { translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

/** The texts of a talk that phone and desks share: its questions, their answers, and the kinds of danger. */
export const t = translatorOf<keyof typeof catalogue>();
