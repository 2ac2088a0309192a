import { translatorOf } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export type SetUpKey = keyof typeof catalogue;
export const t = translatorOf<SetUpKey>();
