import { translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

export type MemberWordKey = keyof typeof catalogue;

/** The texts about a member's children, their schooling and her offices, for the desk and a leader's phone. */
export const t = translatorOf<MemberWordKey>();
