import type { SheetKey } from './sheet-forms.ts';
import type { ReadRow } from './workbook-rows.ts';

/** What can be wrong with a cell or a row of an import, and what to do about it: a message `fault.<code>` each. */
export const faultCodes = [
  'required',
  'columnMissing',
  'tooLong',
  'formula',
  'formulaError',
  'aadhaar',
  'phoneInText',
  'longNumber',
  'address',
  'notice',
  'encoding',
  'merged',
  'date',
  'dateOrder',
  'dateWithoutDay',
  'dateInFuture',
  'dateTooOld',
  'birthYear',
  'age',
  'amount',
  'amountNegative',
  'amountTooLarge',
  'amountLikeAccount',
  'amountZero',
  'rate',
  'count',
  'instalments',
  'phone',
  'district',
  'districtNotInForce',
  'choice',
  'choiceOrEmpty',
  'url',
  'idDamaged',
  'idRepeated',
  'numberRepeated',
  'groupRepeated',
  'unknownGroup',
  'unknownMember',
  'consentMissing',
  'leaderBeforeJoining',
  'leaderBeforeGroup',
  'guardianNeeded',
  'consentBeforeYes',
  'consentEmpty',
  'savingsTwice',
  'accountEmpty',
  'loanIncomplete',
  'outstandingAbove',
  'afterOpening',
  'planIncomplete',
  'dueBeforeLoan',
  'noOpening',
  'openingRepeated',
  'openingMismatch',
  'booksOpen',
  'tooManyInBooks',
] as const;
export type FaultCode = (typeof faultCodes)[number];

export type Fault = {
  readonly sheet: SheetKey;
  /** The name of the sheet in her workbook. */
  readonly sheetName: string;
  /** As the spreadsheet numbers it, from 1. */
  readonly rowNumber: number;
  /** The key of the column; absent if the whole row is meant. */
  readonly column?: string;
  readonly code: FaultCode;
  /** What the message names. */
  readonly values?: Readonly<Record<string, string | number>>;
};

/** Makes a fault of an import's row. @param column none if the whole row is meant */
export const faultOf = (
  { sheet, sheetName, rowNumber }: ReadRow,
  column: string | undefined,
  code: FaultCode,
  values?: Fault['values'],
): Fault => ({
  sheet,
  sheetName,
  rowNumber,
  code,
  ...(column === undefined ? {} : { column }),
  ...(values === undefined ? {} : { values }),
});
