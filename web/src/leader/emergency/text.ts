import { translatorOf, type WorkCatalogue } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export type EmergencyAccessKey = keyof typeof catalogue;
export const t = translatorOf<EmergencyAccessKey>();

/** The texts of the emergency screen, apart from the others: rarely needed, and only with a network. */
export const emergencyAccessCatalogue: WorkCatalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
};
