import { translatorOf } from '../../i18n/language.ts';
import type { Key } from '../text.ts';
import type catalogue from './messages.json';

export type MembersKey = keyof typeof catalogue;

/** The texts of the screens about women, with those that are there from the start. */
export const t = translatorOf<MembersKey | Key>();
