import { translatorOf } from '../../i18n/language.ts';
import type { PhoneKey } from '../text.ts';
import type catalogue from './messages.json';

/** What only a caseworker's phone says: her own catalogue has it. */
type CaseworkersKey = 'waiting.settleCase' | 'reason.notYours' | 'reason.taken';
export type UnsentKey = keyof typeof catalogue | PhoneKey | CaseworkersKey;

/** The texts of what is unsent, with those that are there from the start. */
export const t = translatorOf<UnsentKey>();
