import { type District, districtNames } from '../../../functions/domain/districts.ts';
import { type Catalogue, language, translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

/** What districts are called in each language. What is stored, sent, published and exported is the English name. */
const t = translatorOf<keyof typeof catalogue>();

export const districtCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};

const isDistrict = (name: string): name is District => districtNames.some((one) => one === name);

/** The text for a district: its name in the reader's language; a name that is no district stays as it is. */
export const nameDistrict = (name: string): string => (isDistrict(name) ? t(`district.${name}`) : name);

/** Districts to choose from, each with what it is called, in the order of the reader's language. */
export function districtOptions<Name extends string>(names: readonly Name[]): (readonly [Name, string])[] {
  const { compare } = new Intl.Collator(language());
  return names.map((name) => [name, nameDistrict(name)] as const).toSorted(([, a], [, b]) => compare(a, b));
}
