import type { Assigned } from './assign-ids.ts';
import type { LinkedWorkbook } from './linked-workbook.ts';
import type { ExistingRecords } from './read-existing.ts';
import type { ReadRow } from './workbook-rows.ts';

/**
 * Rows that may say again what is recorded already: of children, consents, entitlements and outreach. A row whose words were changed, or that comes
 * without its id, is none of those that are known, and would be recorded a second time. Women are compared by their names: see repeated-women.ts.
 */

type Values = Readonly<Record<string, string | number | undefined>>;

/** A row, and what it may repeat: something in the system, or an earlier row. */
export type Repeat = {
  readonly row: ReadRow;
  readonly id: string;
  /** Of something in the system, by the keys of the row's columns. */
  readonly found: Values;
  readonly earlierRow?: ReadRow;
};

/** Something in the system that a row may repeat. */
type Candidate = { readonly id: string; readonly values: Values; readonly isLike: boolean };

const maxYearsApart = 2;

const yesOrNo = (is: boolean): 'yes' | 'no' => (is ? 'yes' : 'no');

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

/** What an equal earlier row must share, beside the woman whom it names. */
const equalIn = {
  entitlements: ['entitlement', 'stage', 'on'],
  outreach: ['kind', 'on', 'mode', 'district', 'participants', 'title', 'url'],
} as const;

/**
 * Finds the rows of an import that may repeat what is recorded. What one row is the record of can't be repeated by
 * another.
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
  const isNew = (row: ReadRow): boolean => row.faults.length === 0 && !leftOut.has(row) && !isRecorded(row);
  const match = <Row extends ReadRow>(row: Row, candidates: readonly Candidate[]): Repeat[] => {
    const like = candidates.filter(({ id, isLike }) => isLike && !claimed.has(id));
    // The one that says the most alike: the same day, the same year.
    const [best] = like.toSorted((a, b) => alikeness(row, b) - alikeness(row, a));
    if (best === undefined) return [];
    claimed.add(best.id);
    return [{ row, id: best.id, found: best.values }];
  };
  const ofHers = <Row extends ReadRow>(
    row: Row,
    like: (row: Row, member: Member) => Candidate[],
  ): Repeat[] => {
    const woman = memberOf.get(row);
    // Of a woman who was joined with one in the system, none of these is sent.
    if (woman === undefined || sameAs.has(woman) || !isNew(row)) return [];
    const member = members.get(memberId(row));
    return member === undefined ? [] : match(row, like(row, member));
  };
  const inSystem = [
    ...rows.children.flatMap((row) => ofHers(row, childrenLike)),
    ...rows.consents.flatMap((row) => ofHers(row, consentsLike)),
    ...rows.entitlements.flatMap((row) =>
      isNew(row) ? match(row, entitlementsLike(row, existing.entitlements.get(memberId(row)) ?? [])) : [],
    ),
    ...rows.outreach.flatMap((row) => (isNew(row) ? match(row, outreachLike(row, existing.outreach)) : [])),
  ];
  const isFound = new Set(inSystem.map(({ row }) => row));
  const seen = new Map<string, ReadRow>();
  const inBook = [...rows.entitlements, ...rows.outreach].flatMap((row): Repeat[] => {
    if (row.faults.length > 0 || leftOut.has(row)) return [];
    const values: Values = row.values;
    const parent = row.sheet === 'entitlements' ? memberId(row) : '';
    const key = [row.sheet, parent, ...equalIn[row.sheet].map((one) => values[one] ?? '')].join('|');
    const earlierRow = seen.get(key);
    if (earlierRow === undefined) seen.set(key, row);
    const id = earlierRow === undefined ? undefined : ids.get(earlierRow)?.[0];
    return earlierRow === undefined || id === undefined || isFound.has(row) || isRecorded(row)
      ? []
      : [{ row, id, found: earlierRow.values, earlierRow }];
  });
  return [...inSystem, ...inBook];
}

const alikeness = ({ values }: ReadRow, candidate: Candidate): number => {
  const hers: Values = values;
  return Object.entries(candidate.values).filter(([key, value]) => value !== undefined && hers[key] === value)
    .length;
};
