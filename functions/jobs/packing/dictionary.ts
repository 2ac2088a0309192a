import { memberFields } from '../../areas/members/definition.ts';
import { fieldDescriptions } from '../../gateway/api/fields.ts';
import { type Field, isNested } from '../../shared/definition/define.ts';
import { headerOf, rowOf, tablesOf } from './csv-tables.ts';
import { readableKinds } from './readable-kinds.ts';
import { grievances } from './record-kinds.ts';

/** The meanings of columns that the API does not have. Other columns mean the same as the API's fields of their name. */
const ownDescriptions: Readonly<Record<string, string>> = {
  of: 'The id of the record that the row belongs to: of a member, a group, a sheet, and so on; of a target its year.',
  'of.of': 'The id of the record, within that of `of`, that the row belongs to.',
  'of.list': 'The number of the list, within the line of `of`, that the row belongs to.',
  'of.collectiveId': 'The id of the group whose account it is.',
  key: 'The id of the loan, borrowing or event, the code of the indicator, or the number of the list.',
  value: 'A value of the list; a number that is to be or was reached, money in paise.',
  sheets: 'How many sheets, vouchers and reversals have changed it.',
  otherChanges: 'How many of these were no sheet or voucher, but a join or a parting of records.',
  joinedTo: 'The id of the record to which this one was joined, and under which she stands.',
  movedOn: 'The day on which what she holds moved to another group.',
  wentOn: 'The day on which she went to another group, holding nothing.',
  standingSheets: 'How many sheets and vouchers of the group were not reversed.',
  accountChanges: 'How often these changed the account of a member of the group.',
  entries: 'How often a woman entered the group, by enrolment or from another.',
  turnoverPaise: 'All amounts that changed hands here and were not taken back, in paise.',
  eventCount: 'How many events about entitlements her cases hold.',
  openedIn: 'The group in which she was when the case was opened.',
  memberCount: 'How many women are in the group.',
  unreceivedPaise: 'What of the principal the group has not received yet, in paise.',
  formerCollectives: 'The groups that she left for another.',
  busyUntil: 'Until when the request that hands a password out may be running.',
  isNamed: 'Whether somebody named the two records by hand as one woman’s.',
  moreAlike:
    'How many more records of the other’s district were like hers when the pair was raised, with which no pair was.',
  partedFrom: 'The records that were joined with this one and were parted from it.',
  versionRaisedBy: 'By how much joins and partings raised the version, beyond the changes of this record.',
  talkCount: 'How many talks with her were recorded under this record.',
  talkedOn: 'The day of the newest of these in which she answered something.',
  nameChangedAt: 'When her name was changed last (UTC).',
  nameChangedBy: 'The id of the person who changed it.',
  matter: 'What a second person decided on.',
};

/** The fields of a woman that her definition itself describes. */
const describedFields = new Map(
  Object.entries<Field>(memberFields).map(([name, field]) => [
    name,
    isNested(field) ? undefined : field.is.description,
  ]),
);

/** The meaning of a column: of its last field, without the places before it. Undefined if nobody has described it. */
const meaningOf = (column: string): string | undefined => {
  const field = column.split('.').at(-1) ?? '';
  return (
    ownDescriptions[column] ??
    fieldDescriptions[field] ??
    ownDescriptions[field] ??
    describedFields.get(field)
  );
};

/** The data dictionary of a handover pack as CSV: a row for each table, then one for each of its columns. */
export const renderDictionary = (): string => {
  const rows = [...readableKinds, grievances].flatMap(({ name, holds }) =>
    tablesOf(name).flatMap(({ name: table, columns }) => [
      [table, '', table === name ? holds : `A list within ${name}.`],
      ...columns.map((column) => [table, column, meaningOf(column) ?? '']),
    ]),
  );
  return `${headerOf(['table', 'column', 'meaning'])}${rows.map(rowOf).join('')}`;
};
