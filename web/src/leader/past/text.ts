import { translatorOf } from '../../i18n/language.ts';
import type { UnsentKey } from '../../phone/unsent/text.ts';
import type catalogue from './messages.json';

export type PastKey = keyof typeof catalogue | UnsentKey;

/**
 * The texts of the leader's screens that are opened now and then: past meetings, passbooks, two sheets, with those of unsent work.
 */
export const t = translatorOf<PastKey>();
