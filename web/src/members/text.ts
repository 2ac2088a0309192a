import { translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

export type MemberWordKey = keyof typeof catalogue;

/**
 * The words for a member's fields wherever they stand (at the desk, where she is enrolled on a phone, in the record that is told to her), for her children,
 * their schooling and her offices.
 */
export const t = translatorOf<MemberWordKey>();
