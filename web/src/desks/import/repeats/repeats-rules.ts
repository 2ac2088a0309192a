import type { LinkedWorkbook } from '../check/linked-workbook.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import type { AssignedIds } from '../send/assign-ids.ts';
import type { ExistingRecords } from '../send/read-existing.ts';
import { idOfWoman } from '../send/row-ids.ts';

/**
 * Repeats in an import: rows of children, consents, entitlements and outreach that may be recorded already. A recorded row is
 * recognised by its id or its unchanged content; without these it would be recorded a second time. For women see
 * repeated-women.ts and known-women.ts.
 */

type Values = Readonly<Record<string, string | number | undefined>>;

/** A row, and what it may repeat: a record in the system, or an earlier row. */
export type Repeat = {
  readonly row: ReadRow;
  /** The id of the record in the system, or of the earlier row's record. */
  readonly id: string;
  /** The values of the record or earlier row, by the keys of the row's columns. */
  readonly repeatedValues: Values;
  readonly earlierRow?: ReadRow;
};

/** A record in the system that a row may repeat. */
type Candidate = {
  readonly id: string;
  readonly values: Values;
  /** Whether the record and the row agree in the values that must be the same. */
  readonly isAlike: boolean;
};

/** Years of birth are often guesses: two that are this far apart may be the same child's. */
const maxYearsApart = 2;

const yesOrNo = (isYes: boolean): 'yes' | 'no' => (isYes ? 'yes' : 'no');

const isBornAbout = (a: number, b: number | undefined): boolean =>
  b !== undefined && Math.abs(a - b) <= maxYearsApart;

type Member = ExistingRecords['members'][number];

const childCandidates = ({ values }: ReadRow<'children'>, { children = [] }: Member): Candidate[] =>
  children
    .filter(({ takenBack }) => takenBack === undefined)
    .map(({ id, birthYear, gender, inSchool }) => ({
      id,
      values: { birthYear, gender, inSchool: yesOrNo(inSchool) },
      isAlike: gender === values.gender && isBornAbout(birthYear, values.birthYear),
    }));

const consentCandidates = ({ values }: ReadRow<'consents'>, { consents }: Member): Candidate[] =>
  consents.map(({ id, purpose, given, on, method, givenBy, noticeVersion }) => ({
    id,
    values: { on, [purpose]: yesOrNo(given), method, givenBy, notice: noticeVersion },
    isAlike: values[purpose] === yesOrNo(given),
  }));

/** The stage of a row's entitlement: an empty one means `received`. */
const stageOf = ({ values }: ReadRow<'entitlements'>) => values.stage ?? 'received';

const entitlementCandidates = (
  row: ReadRow<'entitlements'>,
  herEntitlements: readonly {
    readonly id: string;
    readonly on: string;
    readonly entitlement: string;
    readonly stage: string;
  }[],
): Candidate[] =>
  herEntitlements.map(({ id, on, entitlement, stage }) => ({
    id,
    values: { on, entitlement, stage },
    isAlike: entitlement === row.values.entitlement && stage === stageOf(row),
  }));

const outreachCandidates = ({ values }: ReadRow<'outreach'>, all: ExistingRecords['outreach']): Candidate[] =>
  all.map(({ id, kind, on, mode, district, participants, title, outlet, url }) => ({
    id,
    values: { kind, on, mode, district, participants, title, outlet, url },
    isAlike:
      kind === values.kind &&
      district === values.district &&
      (on === values.on ||
        (title !== undefined && title === values.title) ||
        (participants > 0 && participants === values.participants)),
  }));

/** The columns in which a row must equal an earlier row to repeat it. Entitlements must also be the same woman's. */
const decisiveColumns = {
  entitlements: ['entitlement', 'stage', 'on'],
  outreach: ['kind', 'on', 'mode', 'district', 'participants', 'title', 'url'],
} as const;

/**
 * Finds the repeats in an import: rows that may be recorded already. A record belongs to one row at most, so a record that is
 * claimed by a row, by its id or as its repeat, is no candidate for others.
 * @param isRecorded whether a row is known to be recorded, by its own id or as joined with a record
 */
export function findRepeats(
  workbook: LinkedWorkbook,
  { ids, joinedIds, leftOutRows }: Pick<AssignedIds, 'ids' | 'joinedIds' | 'leftOutRows'>,
  existing: ExistingRecords,
  isRecorded: (row: ReadRow) => boolean,
): Repeat[] {
  const { rows, memberOf } = workbook;
  /** The ids of the records that a row makes, or is joined with, or was found to repeat. */
  const claimedIds = new Set([...[...ids.values()].flat(), ...joinedIds.values()]);
  const memberById = new Map(existing.members.map((one) => [one.id, one]));
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
    // If her row was joined to a member's record in the system, her children and consents are not sent anyway. Below she is found only if an earlier import
    // has recorded her by the same row.
    if (woman === undefined || joinedIds.has(woman) || !isNew(row)) return [];
    const member = memberById.get(womanIdOf(row));
    return member === undefined ? [] : claimBest(row, candidatesOf(row, member));
  };
  const repeatsOfSystem = [
    ...rows.children.flatMap((row) => claimBestOfWoman(row, childCandidates)),
    ...rows.consents.flatMap((row) => claimBestOfWoman(row, consentCandidates)),
    ...rows.entitlements.flatMap((row) =>
      isNew(row)
        ? claimBest(row, entitlementCandidates(row, existing.entitlements.get(womanIdOf(row)) ?? []))
        : [],
    ),
    ...rows.outreach.flatMap((row) =>
      isNew(row) ? claimBest(row, outreachCandidates(row, existing.outreach)) : [],
    ),
  ];
  const rowsRepeatingSystem = new Set(repeatsOfSystem.map(({ row }) => row));
  const firstRowByKey = new Map<string, ReadRow>();
  const repeatsOfRows = [...rows.entitlements, ...rows.outreach].flatMap((row): Repeat[] => {
    if (row.faults.length > 0 || leftOutRows.has(row)) return [];
    const key = repetitionKey(row, womanIdOf);
    const earlierRow = firstRowByKey.get(key);
    if (earlierRow === undefined) {
      // Even a row that is recorded or repeats a record is noted: later rows may repeat it.
      firstRowByKey.set(key, row);
      return [];
    }
    if (rowsRepeatingSystem.has(row) || isRecorded(row)) return [];
    const id = ids.get(earlierRow)?.[0];
    return id === undefined ? [] : [{ row, id, repeatedValues: earlierRow.values, earlierRow }];
  });
  return [...repeatsOfSystem, ...repeatsOfRows];
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

/** In how many columns a row has the candidate's value. */
const equalValueCount = ({ values }: ReadRow, candidate: Candidate): number => {
  const rowValues: Values = values;
  return Object.entries(candidate.values).filter(
    ([key, value]) => value !== undefined && rowValues[key] === value,
  ).length;
};
