import type { LinkedWorkbook } from '../check/linked-workbook.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import type { AssignedIds } from '../send/assign-ids.ts';
import type { ExistingRecords } from '../send/read-existing.ts';
import { idOfWoman } from '../send/row-ids.ts';
import {
  type Candidate,
  childCandidates,
  consentCandidates,
  entitlementCandidates,
  equalValueCount,
  type Member,
  outreachCandidates,
  stageOf,
  type Values,
} from './repeat-candidates.ts';

/**
 * Repeats in an import: rows of children, consents, entitlements and outreach that may be recorded already. A recorded row is
 * recognised by its id or its unchanged content; without these it would be recorded a second time. For women see
 * repeated-women.ts and known-women.ts.
 */

/** A row, and what it may repeat: a record in the system, or an earlier row. */
export type Repeat = {
  readonly row: ReadRow;
  /** The id of the record in the system, or of the earlier row's record. */
  readonly id: string;
  /** The values of the record or earlier row, by the keys of the row's columns. */
  readonly repeatedValues: Values;
  readonly earlierRow?: ReadRow;
};

/** The columns in which a row must equal an earlier row to repeat it. Entitlements must also be the same woman's. */
const decisiveColumns = {
  entitlements: ['entitlement', 'stage', 'on'],
  outreach: ['kind', 'on', 'mode', 'district', 'participants', 'title', 'url'],
} as const;

type RowIds = Pick<AssignedIds, 'ids' | 'joinedIds' | 'leftOutRows'>;

/**
 * Finds the repeats in an import: rows that may be recorded already.
 * @param isRecorded whether a row is known to be recorded, by its own id or as joined with a record
 */
export function findRepeats(
  workbook: LinkedWorkbook,
  rowIds: RowIds,
  existing: ExistingRecords,
  isRecorded: (row: ReadRow) => boolean,
): Repeat[] {
  const repeatsOfSystem = findRepeatsOfSystem(workbook, rowIds, existing, isRecorded);
  const rowsRepeatingSystem = new Set(repeatsOfSystem.map(({ row }) => row));
  const repeatsOfRows = findRepeatsOfRows(
    workbook,
    rowIds,
    (row) => rowsRepeatingSystem.has(row) || isRecorded(row),
  );
  return [...repeatsOfSystem, ...repeatsOfRows];
}

/**
 * Finds the rows that repeat a record in the system. A record belongs to one row at most, so a record that is claimed by a row, by its id
 * or as its repeat, is no candidate for others.
 */
function findRepeatsOfSystem(
  workbook: LinkedWorkbook,
  { ids, joinedIds, leftOutRows }: RowIds,
  existing: ExistingRecords,
  isRecorded: (row: ReadRow) => boolean,
): Repeat[] {
  const { rows, memberOf } = workbook;
  /** The ids of the records that a row makes, or is joined with, or was found to repeat. */
  const claimedIds = new Set([...[...ids.values()].flat(), ...joinedIds.values()]);
  const memberById = new Map(existing.members.map((member) => [member.id, member]));
  /** The id of the woman whom a row names; empty if there is none. */
  const womanIdOf = (row: ReadRow): string => idOfWoman(row, workbook, ids) ?? '';
  /** Whether a row would be sent, and so could be recorded a second time. */
  const isNew = (row: ReadRow): boolean =>
    row.faults.length === 0 && !leftOutRows.has(row) && !isRecorded(row);
  /** The row as a repeat of the best candidate, which the row then claims; empty if no unclaimed candidate is alike. */
  const claimBest = (row: ReadRow, candidates: readonly Candidate[]): Repeat[] => {
    const freeCandidates = candidates.filter(({ id, isAlike }) => isAlike && !claimedIds.has(id));
    // The candidate with the most equal values.
    const [best] = freeCandidates.toSorted((a, b) => equalValueCount(row, b) - equalValueCount(row, a));
    if (best === undefined) return [];
    claimedIds.add(best.id);
    return [{ row, id: best.id, repeatedValues: best.values }];
  };
  const claimBestOfWoman = <Row extends ReadRow>(
    row: Row,
    candidatesOf: (row: Row, member: Member) => Candidate[],
  ): Repeat[] => {
    const woman = memberOf.get(row);
    // If her row was joined to a member's record in the system, her children and consents are not sent anyway.
    if (woman === undefined || joinedIds.has(woman) || !isNew(row)) return [];
    // Her row is not joined, so she is found only if an earlier import has recorded her by the same row.
    const member = memberById.get(womanIdOf(row));
    return member === undefined ? [] : claimBest(row, candidatesOf(row, member));
  };
  const newEntitlements = rows.entitlements.filter(isNew);
  const newOutreach = rows.outreach.filter(isNew);
  return [
    ...rows.children.flatMap((row) => claimBestOfWoman(row, childCandidates)),
    ...rows.consents.flatMap((row) => claimBestOfWoman(row, consentCandidates)),
    ...newEntitlements.flatMap((row) =>
      claimBest(row, entitlementCandidates(row, existing.entitlements.get(womanIdOf(row)) ?? [])),
    ),
    ...newOutreach.flatMap((row) => claimBest(row, outreachCandidates(row, existing.outreach))),
  ];
}

/**
 * Finds the rows of entitlements and outreach that repeat an earlier row.
 * @param isKnown whether a row is recorded, or repeats a record in the system: then it is no repeat of an earlier row
 */
function findRepeatsOfRows(
  workbook: LinkedWorkbook,
  { ids, leftOutRows }: RowIds,
  isKnown: (row: ReadRow) => boolean,
): Repeat[] {
  const { rows } = workbook;
  const womanIdOf = (row: ReadRow): string => idOfWoman(row, workbook, ids) ?? '';
  const firstRowByKey = new Map<string, ReadRow>();
  return [...rows.entitlements, ...rows.outreach].flatMap((row): Repeat[] => {
    if (row.faults.length > 0 || leftOutRows.has(row)) return [];
    const key = repetitionKey(row, womanIdOf);
    const earlierRow = firstRowByKey.get(key);
    if (earlierRow === undefined) {
      // Even a row that is recorded or repeats a record is noted: later rows may repeat it.
      firstRowByKey.set(key, row);
      return [];
    }
    if (isKnown(row)) return [];
    const id = ids.get(earlierRow)?.[0];
    return id === undefined ? [] : [{ row, id, repeatedValues: earlierRow.values, earlierRow }];
  });
}

/** A text that is the same for rows which repeat each other. */
function repetitionKey(
  row: ReadRow<'entitlements'> | ReadRow<'outreach'>,
  womanIdOf: (row: ReadRow) => string,
): string {
  const isEntitlement = row.sheet === 'entitlements';
  const values: Values = isEntitlement ? { ...row.values, stage: stageOf(row) } : row.values;
  const decisiveValues = decisiveColumns[row.sheet].map((column) => values[column] ?? '');
  return [row.sheet, isEntitlement ? womanIdOf(row) : '', ...decisiveValues].join('|');
}
