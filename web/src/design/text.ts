import { translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

/** Translates the texts that the design system's components have of their own, such as "Cancel" and "optional". */
export const t = translatorOf<keyof typeof catalogue>();
