import type { BilingualText, Column } from '../read/forms/sheet-form.ts';

/** The title of a column of ids in an import's workbook: `id`, `id 2`, `id 3`. @param index from 0 */
export const idTitle = (index: number): string => (index === 0 ? 'id' : `id ${index + 1}`);

/** The title of the guide, the first sheet of an import's template, which holds no rows. */
export const guideTitle = 'Read me చదవండి';

/** The title of the sheet with the drop-down lists of an import's template. */
export const listsTitle = 'Lists జాబితాలు';

/** The title of a sheet in an import's workbook: in English and Telugu, at most the 31 characters that Excel allows. */
export const sheetTitle = ({ en, te }: BilingualText): string => `${en} ${te}`.slice(0, 31);

/** The title of a column in an import's workbook: `Name / పేరు *`; the star marks a required one. */
export const columnTitle = ({ en, te, isRequired }: Column): string =>
  `${en} / ${te}${isRequired === true ? ' *' : ''}`;
