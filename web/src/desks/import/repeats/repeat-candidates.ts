import type { ReadRow } from '../read/workbook-rows.ts';
import type { ExistingRecords } from '../send/read-existing.ts';

/** The records in the system that a row of an import may repeat. `repeats-rules.ts` chooses among them. */

export type Values = Readonly<Record<string, string | number | undefined>>;

/** A record in the system that a row may repeat. */
export type Candidate = {
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

export type Member = ExistingRecords['members'][number];

export const childCandidates = ({ values }: ReadRow<'children'>, { children = [] }: Member): Candidate[] =>
  children
    .filter(({ takenBack }) => takenBack === undefined)
    .map(({ id, birthYear, gender, inSchool }) => ({
      id,
      values: { birthYear, gender, inSchool: yesOrNo(inSchool) },
      isAlike: gender === values.gender && isBornAbout(birthYear, values.birthYear),
    }));

export const consentCandidates = ({ values }: ReadRow<'consents'>, { consents }: Member): Candidate[] =>
  consents.map(({ id, purpose, given, on, method, givenBy, noticeVersion }) => ({
    id,
    values: { on, [purpose]: yesOrNo(given), method, givenBy, notice: noticeVersion },
    isAlike: values[purpose] === yesOrNo(given),
  }));

/** The stage of a row's entitlement: an empty one means `received`. */
export const stageOf = ({ values }: ReadRow<'entitlements'>) => values.stage ?? 'received';

export const entitlementCandidates = (
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

export const outreachCandidates = (
  { values }: ReadRow<'outreach'>,
  all: ExistingRecords['outreach'],
): Candidate[] =>
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

/** In how many columns a row has the candidate's value. */
export const equalValueCount = ({ values }: ReadRow, candidate: Candidate): number => {
  const rowValues: Values = values;
  return Object.entries(candidate.values).filter(
    ([key, value]) => value !== undefined && rowValues[key] === value,
  ).length;
};
