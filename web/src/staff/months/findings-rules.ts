import type { AnswerOf, ItemOf } from '../../api/routes.ts';
import { hrefOf } from '../../session/desk-address.ts';

/** The findings of a month's preview: records that the coordinator should check before the month closes; pure. */

export type Quality = AnswerOf<'GET /api/snapshots/preview'>['quality'];
export type FindingList = Exclude<keyof Quality, 'counts'>;
export type Explanation = ItemOf<'GET /api/snapshots/{month}/explanations'>;

/** The lists of findings before a month's close, in the order of the checklist: what is missing comes first. */
export const lists = [
  'collectivesWithoutMeeting',
  'meetingsWithoutCount',
  'overdueFollowUps',
  'consentsMissing',
  'likelyDuplicates',
  'outliers',
] as const satisfies readonly FindingList[];

type Finding = {
  /** The id of the record, or of the subject if the list has subjects. */
  readonly id: string;
  readonly record?: 'member' | 'meeting' | 'case_event' | 'outreach';
  readonly memberId?: string | undefined;
  readonly collectiveId?: string | undefined;
  readonly caseId?: string | undefined;
};

/** The link to a finding's record, and the id of the record whose name the link shows. */
export type FindingLink = { readonly href: string; readonly namedBy: string };

/** The link from a finding before a month's close to the page where it is settled: a sheet of a group, a case, a member. */
export function linkOf(list: FindingList, { id, record, collectiveId, caseId }: Finding): FindingLink {
  // Only the findings about a meeting's sheet have a `collectiveId`: the sheet is opened from its group.
  if (collectiveId !== undefined) {
    return { href: hrefOf('groups', collectiveId, id), namedBy: collectiveId };
  }
  if (caseId !== undefined) return { href: hrefOf('cases', caseId), namedBy: caseId };
  if (record === 'outreach') return { href: hrefOf('outreach', id), namedBy: id };
  switch (list) {
    case 'collectivesWithoutMeeting':
      return { href: hrefOf('groups', id), namedBy: id };
    case 'overdueFollowUps':
      return { href: hrefOf('cases', id), namedBy: id };
    // All other findings are about a member.
    default:
      return { href: hrefOf('members', id), namedBy: id };
  }
}

/** Counts the findings of a list before a month's close: all, those explained, and those still open. */
export function countFindings(
  list: FindingList,
  quality: Quality,
  explained: ReadonlyMap<string, Explanation>,
): { readonly count: number; readonly explained: number; readonly open: number } {
  const explainedCount = quality[list].filter(({ id }) => explained.has(`${list} ${id}`)).length;
  // The list itself may be cut off.
  const count = quality.counts[list];
  return { count, explained: explainedCount, open: count - explainedCount };
}

/** Indexes the coordinator's explanations of a month's findings by finding: the key is `<list> <record id>`. */
export const explanationsByFinding = (
  explanations: readonly Explanation[],
): ReadonlyMap<string, Explanation> =>
  new Map(explanations.map((explanation) => [`${explanation.list} ${explanation.recordId}`, explanation]));
