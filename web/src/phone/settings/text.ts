import { translatorOf } from '../../i18n/language.ts';
import type { PhoneKey } from '../text.ts';
import type catalogue from './messages.json';

/** The texts of "Me", with those that are there from the start. */
export const t = translatorOf<keyof typeof catalogue | PhoneKey>();
