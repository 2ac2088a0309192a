import { type District, districtNames } from '../../../functions/shared/reach/districts.ts';
import { type Catalogue, language, translatorOf } from '../i18n/language.ts';
import type catalogue from './messages.json';

export type DistrictKey = keyof typeof catalogue;

/** The names of districts, for a paper in another language than the page's. */
export const districtCatalogue: Catalogue = {
  te: () => import('./messages.json?te'),
  en: () => import('./messages.json?en'),
  ja: () => import('./messages.json?ja'),
};

/** The names of districts in each language. Stored, sent, published and exported is always the English name. */
const t = translatorOf<DistrictKey>();

const isDistrict = (name: string): name is District => districtNames.some((one) => one === name);

/** The text for a district: its name in the reader's language. A name that is not a known district stays as it is. */
export const nameDistrict = (name: string): string => (isDistrict(name) ? t(`district.${name}`) : name);

/** The texts of the districts, as options of a choice: the English name and the reader's own, sorted by the latter. */
export function districtOptions<Name extends string>(
  names: readonly Name[],
): (readonly [name: Name, text: string])[] {
  const { compare } = new Intl.Collator(language());
  return names
    .map((name) => [name, nameDistrict(name)] as const)
    .toSorted(([, textA], [, textB]) => compare(textA, textB));
}
