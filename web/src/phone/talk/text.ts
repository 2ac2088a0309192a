import { translatorOf } from '../../i18n/language.ts';
import type shared from '../../talks/messages.json';
import type { PhoneKey } from '../text.ts';
import type catalogue from './messages.json';

/** The texts of a talk on the phone, with those that the desks have too and those that are there from the start. */
export const t = translatorOf<keyof typeof catalogue | keyof typeof shared | PhoneKey>();
