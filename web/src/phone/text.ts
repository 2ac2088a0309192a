import { translatorOf } from '../i18n/language.ts';
import type { UnlockKey } from '../unlock/text.ts';
import type catalogue from './messages.json';

export type PhoneKey = keyof typeof catalogue | UnlockKey;

/** The texts of every unlocked phone that are there from the start. */
export const t = translatorOf<PhoneKey>();
