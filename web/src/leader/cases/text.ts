import { translatorOf } from '../../i18n/language.ts';
import type { Key } from '../text.ts';
import type catalogue from './messages.json';

/** The texts of a leader's cases, with those that are there from the start. */
export const t = translatorOf<keyof typeof catalogue | Key>();
