import { translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

/**
 * The texts of consent: the notice that is read out before it, and who may give it; for the desk and a leader's
 * phone.
 */
export const t = translatorOf<keyof typeof catalogue>();
