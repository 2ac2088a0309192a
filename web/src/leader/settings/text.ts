import { translatorOf } from '../../i18n/language.ts';
import type catalogue from './messages.json';

/** The texts of a leader's own money, on "Me". */
export const t = translatorOf<keyof typeof catalogue>();
