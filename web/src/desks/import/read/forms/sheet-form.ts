import type { District } from '../../../../../../functions/shared/reach/districts.ts';
import type { ChoiceName, ChoiceValue } from './choices.ts';

/**
 * What a sheet and a column of an import's workbook are, as types. The sheets themselves stand in the files beside this one;
 * `sheet-forms.ts` lists them.
 */

/** The type of a cell's value, by the kind of its column. */
type Values = {
  /** A text of up to 120 characters, which the server encrypts. */
  text: string;
  /** A text that the server stores unencrypted and may publish; it must not contain a telephone number. */
  openText: string;
  /** The name of a village or mandal, and no closer address. */
  place: string;
  /** The name of a notice or form of consent. */
  notice: string;
  /** The woman's number in the register, by which other sheets name her. */
  number: string;
  /** The name of a collective. */
  group: string;
  /** `YYYY-MM-DD`, not in the future. */
  date: string;
  /** `YYYY-MM-DD`, which may be in the future. */
  anyDate: string;
  /** `1988` */
  birthYear: number;
  /** Paise. */
  amount: number;
  /** Paise; may be negative. */
  balance: number;
  /** Basis points (hundredths of a per cent) a month. */
  rate: number;
  /** How many people took part. */
  count: number;
  /** The number of instalments of a loan. */
  instalments: number;
  /** The ten digits of a mobile number, or the digits of a landline number with the 0 before its area code. */
  phone: string;
  district: District;
  url: string;
};
export type ColumnKind = keyof Values | 'choice';

export type BilingualText = { readonly en: string; readonly te: string };

/** A column of a sheet. `en` and `te` are its heading. */
export type Column = BilingualText & {
  readonly kind: ColumnKind;
  /** The list of a column of the kind `choice`. */
  readonly choice?: ChoiceName;
  readonly isRequired?: true;
  /** Other headings that people write for the column, in lower case. */
  readonly also?: readonly string[];
  /** The note that says what to write. */
  readonly note: BilingualText;
};
/** A sheet of the workbook. `en` and `te` are its title. */
export type SheetForm = BilingualText & {
  /** Other titles that people give the sheet, in lower case. */
  readonly also?: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
  /**
   * A name for each record that a row may make. The program fills in the records' ids, in this order, in the columns `id`, `id 2`
   * and `id 3`.
   */
  readonly ids: readonly string[];
};

/** The type of a column's values: for a column of the kind `choice` the words of its list, for any other the type in `Values`. */
export type ValueOf<C> = C extends { readonly kind: 'choice'; readonly choice: infer Name extends ChoiceName }
  ? ChoiceValue<Name>
  : C extends { readonly kind: infer K extends keyof Values }
    ? Values[K]
    : never;
