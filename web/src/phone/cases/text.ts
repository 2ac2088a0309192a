import { translatorOf } from '../../i18n/language.ts';
import type { PhoneKey } from '../text.ts';
import type catalogue from './messages.json';

export type CaseEntryKey = keyof typeof catalogue;

/** The texts of what she records in a case, with those that are there from the start. */
export const t = translatorOf<CaseEntryKey | PhoneKey>();
