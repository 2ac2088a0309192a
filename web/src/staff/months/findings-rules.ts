import type { AnswerOf, ItemOf } from '../../api/routes.ts';
import { hrefOf } from '../../session/desk-address.ts';

/** What the preview of a month finds, in one form for all its lists; pure. */

export type Quality = AnswerOf<'GET /api/snapshots/preview'>['quality'];
export type List = Exclude<keyof Quality, 'counts'>;
export type Explanation = ItemOf<'GET /api/snapshots/{month}/explanations'>;

/** The lists of findings before a month's close, in the order in which they are looked through: what is missing first. */
export const lists = [
  'collectivesWithoutMeeting',
  'meetingsWithoutCount',
  'overdueFollowUps',
  'consentsMissing',
  'likelyDuplicates',
  'outliers',
] as const satisfies readonly List[];

type Entry = {
  readonly id: string;
  readonly record?: 'member' | 'meeting' | 'case_event' | 'outreach';
  readonly memberId?: string | undefined;
  readonly collectiveId?: string | undefined;
  readonly caseId?: string | undefined;
};

/** The record that a finding opens: its address, and the id that its name is known by. */
export type FindingPlace = { readonly href: string; readonly namedBy: string };

/** Where a finding before a month's close is settled: a sheet under its group, an entry under its case. */
export function placeOf(list: List, { id, record, collectiveId, caseId }: Entry): FindingPlace {
  // A meeting's sheet, under its group.
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
    default:
      return { href: hrefOf('members', id), namedBy: id };
  }
}

/** How many findings of a list before a month's close are listed, explained, and neither. */
export function stateOf(
  list: List,
  quality: Quality,
  explained: ReadonlyMap<string, Explanation>,
): { readonly count: number; readonly explained: number; readonly open: number } {
  const explainedCount = quality[list].filter(({ id }) => explained.has(`${list} ${id}`)).length;
  const count = quality.counts[list];
  return { count, explained: explainedCount, open: count - explainedCount };
}

/** At the desk: the explanations of findings before a month's close, by list and record, as `<list> <id>`. */
export const byFinding = (items: readonly Explanation[]): ReadonlyMap<string, Explanation> =>
  new Map(items.map((one) => [`${one.list} ${one.recordId}`, one]));
