import { translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

/** The texts of a woman's papers, for the desk and a leader's phone. */
export const t = translatorOf<keyof typeof catalogue>();
