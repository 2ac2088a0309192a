import { translatorOf } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export type PastKey = keyof typeof catalogue;

/**
 * The texts of the leader's screens that are opened now and then: past meetings, passbooks, two sheets, unsent work.
 */
export const t = translatorOf<PastKey>();
