import { districtNames } from '../../shared/reach/districts.ts';

/** The ranges of districts that one query of a search reads. */

/** Districts that follow one another in `sortedDistricts`: one query reads them. */
export type DistrictRange = { readonly first: string; readonly last: string };

/** All districts that a record may have, in the order in which the table sorts them. */
const sortedDistricts: readonly string[] = districtNames.toSorted((a, b) => (`${a}#` < `${b}#` ? -1 : 1));

/** The ranges of a caller's districts, from the district `from` on, or all if it is ''. A caller who reaches all of the state has a single range. */
export const rangesOf = (districts: readonly string[], from: string): DistrictRange[] => {
  const ranges: { first: string; last: string }[] = [];
  let isPreviousRead = false;
  for (const name of sortedDistricts) {
    const isRead = districts.includes(name) && `${name}#` >= from;
    // The range that ends with the previous district, if there is one.
    const openRange = isPreviousRead ? ranges.at(-1) : undefined;
    if (isRead && openRange !== undefined) {
      openRange.last = name;
    } else if (isRead) {
      ranges.push({ first: name, last: name });
    }
    isPreviousRead = isRead;
  }
  return ranges;
};
