import { translatorOf } from '../i18n/language.ts';
import type { MemberWordKey } from '../members/text.ts';
import type catalogue from './messages.json';

/** The texts of the record that is kept of a woman, in her own words; for the desk and a leader's phone. */
export const t = translatorOf<keyof typeof catalogue | MemberWordKey>();
