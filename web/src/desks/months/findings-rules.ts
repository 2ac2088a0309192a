import type { AnswerOf } from '../../api/routes.ts';
import { hrefOf } from '../../session/desk-address.ts';

/** The findings of a month's preview: records that the coordinator should check before the month closes; pure. */

/** The findings of each list, and in `counts` how many each has in all. */
export type Quality = AnswerOf<'GET /api/snapshots/preview'>['quality'];
export type FindingList = Exclude<keyof Quality, 'counts'>;
/** A finding with its age, the question to its group, and its explanation. */
export type MonthFinding = AnswerOf<'GET /api/findings'>['items'][number];
/** Why a finding may stay: as a coordinator said, or as a leader answered. */
export type Explanation = Pick<NonNullable<MonthFinding['explanation']>, 'why'>;

/** The lists of findings before a month's close, in the order of the checklist: money that is missing comes first, then records. */
export const findingLists = [
  'cashDifferences',
  'collectivesWithoutMeeting',
  'meetingsWithoutCount',
  'overdueFollowUps',
  'consentsMissing',
  'likelyDuplicates',
  'outliers',
] as const satisfies readonly FindingList[];

type Finding = {
  /** The id of the record that the finding is about: a group, a member, a case or, with `record`, one of the kind that it names. */
  readonly id: string;
  readonly record?: 'member' | 'meeting' | 'voucher' | 'case_event' | 'outreach';
  /** The group of a `meeting` or `voucher`. */
  readonly collectiveId?: string | undefined;
  /** The case of a `case_event`. */
  readonly caseId?: string | undefined;
};

/** The link to a finding's record, and the id of the record whose name the link shows: for a sheet, its group. */
export type FindingLink = { readonly href: string; readonly namedRecordId: string };

/** The link from a finding before a month's close to the page where it is settled: a sheet of a group, a case, a member. */
export function linkOf(list: FindingList, { id, record, collectiveId, caseId }: Finding): FindingLink {
  if (record === 'voucher' && collectiveId !== undefined) {
    return { href: hrefOf('groups', collectiveId, 'vouchers', id), namedRecordId: collectiveId };
  }
  // Of the others, only the findings about a meeting's sheet have a `collectiveId`: the sheet is opened from its group.
  if (collectiveId !== undefined) {
    return { href: hrefOf('groups', collectiveId, id), namedRecordId: collectiveId };
  }
  if (caseId !== undefined) return { href: hrefOf('cases', caseId), namedRecordId: caseId };
  if (record === 'outreach') return { href: hrefOf('outreach', id), namedRecordId: id };
  switch (list) {
    case 'collectivesWithoutMeeting':
      return { href: hrefOf('groups', id), namedRecordId: id };
    case 'overdueFollowUps':
      return { href: hrefOf('cases', id), namedRecordId: id };
    // All other findings are about a member.
    default:
      return { href: hrefOf('members', id), namedRecordId: id };
  }
}

/** The ids of the records whose names the links of a month's findings show; none before the findings are read. */
export const namedRecordIds = (quality: Quality | undefined): readonly string[] =>
  quality === undefined
    ? []
    : findingLists.flatMap((list) => quality[list].map((finding) => linkOf(list, finding).namedRecordId));

/** The ids of the women, cases and sheets of a finding that the preview noted in the access log when it gave the finding out. */
export function loggedIdsOf(
  list: FindingList,
  { id, record, memberId }: Pick<Finding, 'id' | 'record'> & { readonly memberId?: string | undefined },
): readonly string[] {
  const ofMember = memberId === undefined ? [] : [memberId];
  switch (list) {
    case 'consentsMissing':
    case 'overdueFollowUps':
      return [id, ...ofMember];
    case 'likelyDuplicates':
      return record === 'outreach' ? [] : [id];
    case 'outliers':
      return ofMember;
    default:
      return [];
  }
}

/** Counts the findings of a list before a month's close: all, those explained, and those still open. */
export function countFindings(
  list: FindingList,
  quality: Quality,
  explanationByFinding: ReadonlyMap<string, Explanation>,
): { readonly count: number; readonly explainedCount: number; readonly openCount: number } {
  const explainedCount = quality[list].filter(({ id }) => explanationByFinding.has(`${list} ${id}`)).length;
  // The API cuts a long list off, so the number of its findings is given apart. What is cut off counts as open.
  const count = quality.counts[list];
  return { count, explainedCount, openCount: count - explainedCount };
}

/** Counts the findings of a month that nobody has explained. What is cut off a long list counts as open. */
export const countOpenFindings = ({ items, counts }: AnswerOf<'GET /api/findings'>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0) -
  items.filter(({ explanation }) => explanation !== undefined).length;

/** Indexes the explanations of a month's findings by finding: the key is `<list> <record id>`. */
export const explanationsByFinding = (items: readonly MonthFinding[]): ReadonlyMap<string, Explanation> =>
  new Map(
    items.flatMap(({ kind, id, explanation }) =>
      explanation === undefined ? [] : [[`${kind} ${id}`, explanation] as const],
    ),
  );

/** What tells a finding from others of its list: a record may be in it several times, for several reasons, women or purposes of consent. */
export const keyOfFinding = (
  list: FindingList,
  finding: {
    readonly id: string;
    readonly why?: string | undefined;
    readonly memberId?: string | undefined;
    readonly purpose?: string | undefined;
  },
): string =>
  [list, finding.id, finding.why, finding.purpose, list === 'outliers' ? finding.memberId : undefined].join(
    ' ',
  );

/** Whose it is to put a finding right. */
export const ownerOf = ({ kind, caseId, collectiveId }: MonthFinding): 'leader' | 'caseworker' | 'desk' => {
  if (kind === 'overdueFollowUps' || caseId !== undefined) return 'caseworker';
  return collectiveId === undefined ? 'desk' : 'leader';
};
