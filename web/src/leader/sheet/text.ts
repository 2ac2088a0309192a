import { translatorOf } from '../../i18n/language.ts';
import type { UnsentKey } from '../../phone/unsent/text.ts';
import type { Key } from '../text.ts';
import type catalogue from './messages.json';

export type SheetKey = keyof typeof catalogue | Key | UnsentKey;

/** The texts of a leader's sheets, with those that are there from the start. */
export const t = translatorOf<SheetKey>();
