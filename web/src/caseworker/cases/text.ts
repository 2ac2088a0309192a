import { translatorOf } from '../../i18n/language.ts';
import type { CaseEntryKey } from '../../phone/cases/text.ts';
import type { HomeKey } from '../text.ts';
import type catalogue from './messages.json';

/** The texts of the caseworker's further screens, with those of the first. */
export const t = translatorOf<keyof typeof catalogue | CaseEntryKey | HomeKey>();
