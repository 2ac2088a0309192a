import { translatorOf, type WorkCatalogue } from '../i18n/language.ts';
import type catalogue from './messages.json';

export type MemberWordKey = keyof typeof catalogue;

/** The texts about a member's children, their schooling and her offices, for the desk and a leader's phone. */
export const t = translatorOf<MemberWordKey>();

export const memberWordsCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
