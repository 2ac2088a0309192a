import { translatorOf } from '../../i18n/language.ts';
import type { MemberWordKey } from '../../members/text.ts';
import type catalogue from './messages.json';

export const t = translatorOf<keyof typeof catalogue | MemberWordKey>();
