import { type Catalogue, translatorOf } from '../../i18n/language.ts';
import type catalogue from './messages.json';

export type GlassKey = keyof typeof catalogue;
export const t = translatorOf<GlassKey>();

/** Apart from her other words: hardly anybody needs them, and then there is a network. */
export const glassCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};
