import { translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

export type UnlockKey = keyof typeof catalogue;

/** The texts of the locked phone. */
export const t = translatorOf<UnlockKey>();
