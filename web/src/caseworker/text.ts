import { translatorOf } from '../i18n/language.ts';
import type { PhoneKey } from '../phone/text.ts';
import type catalogue from './messages.json';

export type HomeKey = keyof typeof catalogue | PhoneKey;

/** The texts of the caseworker's home screen, with those of every phone. */
export const t = translatorOf<HomeKey>();
