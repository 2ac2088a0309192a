import { translatorOf } from '../../i18n/language.ts';
import type { PhoneKey } from '../text.ts';
import type catalogue from './messages.json';

export type UnsentKey = keyof typeof catalogue | PhoneKey;

/** The texts of what is unsent, with those that are there from the start. */
export const t = translatorOf<UnsentKey>();
