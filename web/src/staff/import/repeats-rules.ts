import type { Assigned } from './assign-ids.ts';
import type { LinkedWorkbook } from './linked-workbook.ts';
import type { ExistingRecords } from './read-existing.ts';
import type { ReadRow } from './workbook-rows.ts';

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
  readonly found: Values;
  readonly earlierRow?: ReadRow;
};

/** A record in the system that a row may repeat. `isLike`: whether it has the values that must be the same. */
type Candidate = { readonly id: string; readonly values: Values; readonly isLike: boolean };

/** Years of birth are often guesses. */
const maxYearsApart = 2;

const yesOrNo = (isYes: boolean): 'yes' | 'no' => (isYes ? 'yes' : 'no');

const isBornAbout = (a: number, b: number | undefined): boolean =>
  b !== undefined && Math.abs(a - b) <= maxYearsApart;

type Member = ExistingRecords['members'][number];

const childrenLike = ({ values }: ReadRow<'children'>, { children }: Member): Candidate[] =>
  children
    .filter(({ takenBack }) => takenBack === undefined)
    .map(({ id, birthYear, gender, inSchool }) => ({
      id,
      values: { birthYear, gender, inSchool: yesOrNo(inSchool) },
      isLike: gender === values.gender && isBornAbout(birthYear, values.birthYear),
    }));

const consentsLike = ({ values }: ReadRow<'consents'>, { consents }: Member): Candidate[] =>
  consents.map(({ id, purpose, given, on, method, givenBy, noticeVersion }) => ({
    id,
    values: { on, [purpose]: yesOrNo(given), method, givenBy, notice: noticeVersion },
    isLike: values[purpose] === yesOrNo(given),
  }));

const entitlementsLike = (
  { values }: ReadRow<'entitlements'>,
  hers: readonly {
    readonly id: string;
    readonly on: string;
    readonly entitlement: string;
    readonly stage: string;
  }[],
): Candidate[] =>
  hers.map(({ id, on, entitlement, stage }) => ({
    id,
    values: { on, entitlement, stage },
    isLike: entitlement === values.entitlement && stage === (values.stage ?? 'received'),
  }));

const outreachLike = ({ values }: ReadRow<'outreach'>, all: ExistingRecords['outreach']): Candidate[] =>
  all.map(({ id, kind, on, mode, district, participants, title, outlet, url }) => ({
    id,
    values: { kind, on, mode, district, participants, title, outlet, url },
    isLike:
      kind === values.kind &&
      district === values.district &&
      (on === values.on ||
        (title !== undefined && title === values.title) ||
        (participants > 0 && participants === values.participants)),
  }));

/** The columns in which a row must equal an earlier row to repeat it; entitlements must also be of the same woman. */
const decisiveColumns = {
  entitlements: ['entitlement', 'stage', 'on'],
  outreach: ['kind', 'on', 'mode', 'district', 'participants', 'title', 'url'],
} as const;

/**
 * Finds the repeats in an import: rows that may be recorded already. A record belongs to one row at most, so a record that is
 * claimed by a row, by its id or as its repeat, is no candidate for others.
 * @param isRecorded whether a row is known to be recorded, by its own id
 */
export function findRepeats(
  workbook: LinkedWorkbook,
  { ids, sameAs, leftOut }: Pick<Assigned, 'ids' | 'sameAs' | 'leftOut'>,
  existing: ExistingRecords,
  isRecorded: (row: ReadRow) => boolean,
): Repeat[] {
  const { rows, memberOf } = workbook;
  const claimed = new Set([...ids.values()].flat());
  const members = new Map(existing.members.map((one) => [one.id, one]));
  const memberId = (row: ReadRow): string => {
    const member = memberOf.get(row);
    return (member === undefined ? undefined : ids.get(member)?.[0]) ?? '';
  };
  /** Whether a row would be sent, and so could be recorded a second time. */
  const isNew = (row: ReadRow): boolean => row.faults.length === 0 && !leftOut.has(row) && !isRecorded(row);
  const match = <Row extends ReadRow>(row: Row, candidates: readonly Candidate[]): Repeat[] => {
    const like = candidates.filter(({ id, isLike }) => isLike && !claimed.has(id));
    // The candidate with the most equal values.
    const [best] = like.toSorted((a, b) => equalValueCount(row, b) - equalValueCount(row, a));
    if (best === undefined) return [];
    claimed.add(best.id);
    return [{ row, id: best.id, found: best.values }];
  };
  const matchOfWoman = <Row extends ReadRow>(
    row: Row,
    like: (row: Row, member: Member) => Candidate[],
  ): Repeat[] => {
    const woman = memberOf.get(row);
    // If the woman is a member in the system already, her children and consents are not sent anyway.
    if (woman === undefined || sameAs.has(woman) || !isNew(row)) return [];
    const member = members.get(memberId(row));
    return member === undefined ? [] : match(row, like(row, member));
  };
  const repeatsOfSystem = [
    ...rows.children.flatMap((row) => matchOfWoman(row, childrenLike)),
    ...rows.consents.flatMap((row) => matchOfWoman(row, consentsLike)),
    ...rows.entitlements.flatMap((row) =>
      isNew(row) ? match(row, entitlementsLike(row, existing.entitlements.get(memberId(row)) ?? [])) : [],
    ),
    ...rows.outreach.flatMap((row) => (isNew(row) ? match(row, outreachLike(row, existing.outreach)) : [])),
  ];
  const foundRows = new Set(repeatsOfSystem.map(({ row }) => row));
  const seen = new Map<string, ReadRow>();
  const repeatsOfRows = [...rows.entitlements, ...rows.outreach].flatMap((row): Repeat[] => {
    if (row.faults.length > 0 || leftOut.has(row)) return [];
    const values: Values = row.values;
    const parent = row.sheet === 'entitlements' ? memberId(row) : '';
    const key = [row.sheet, parent, ...decisiveColumns[row.sheet].map((one) => values[one] ?? '')].join('|');
    const earlierRow = seen.get(key);
    // Also a row that repeats a record or is recorded: later rows may repeat it.
    if (earlierRow === undefined) seen.set(key, row);
    const id = earlierRow === undefined ? undefined : ids.get(earlierRow)?.[0];
    return earlierRow === undefined || id === undefined || foundRows.has(row) || isRecorded(row)
      ? []
      : [{ row, id, found: earlierRow.values, earlierRow }];
  });
  return [...repeatsOfSystem, ...repeatsOfRows];
}

/** In how many columns a row has the candidate's value. */
const equalValueCount = ({ values }: ReadRow, candidate: Candidate): number => {
  const rowValues: Values = values;
  return Object.entries(candidate.values).filter(
    ([key, value]) => value !== undefined && rowValues[key] === value,
  ).length;
};
