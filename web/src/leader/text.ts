import { translatorOf } from '../i18n/language.ts';
import type { PhoneKey } from '../phone/text.ts';
import type catalogue from './messages.json';

export type Key = keyof typeof catalogue | PhoneKey;
export const t = translatorOf<Key>();
