import type { SheetKey } from '../read/sheet-forms.ts';
import type { ReadRow } from '../read/workbook-rows.ts';

/** What can be wrong with a cell or a row of an import. The message `fault.<code>` says what to do about it. */
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
  'outsideArea',
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
  'sameWoman',
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
  /** The title of the sheet in the coordinator's workbook. */
  readonly sheetName: string;
  /** The spreadsheet's own number, from 1. */
  readonly rowNumber: number;
  /** The key of the column; undefined if the fault is of the whole row. */
  readonly column?: string;
  readonly code: FaultCode;
  /** The values that the message names. */
  readonly values?: Readonly<Record<string, string | number>>;
};

/** Makes a fault of an import's row. @param column undefined if the fault is of the whole row */
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
