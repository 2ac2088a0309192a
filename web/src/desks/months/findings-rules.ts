import { caseOfFinding } from '../../../../functions/months/preview/about-finding.ts';
import { monthOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { hrefOf } from '../../session/desk-address.ts';
import type { MessageKey } from '../text.ts';

/*
 * The rules on a month's findings: the records that the coordinator should check before the month closes. findings.tsx and checklist.tsx
 * show them.
 */

/** The findings of a month, at most a hundred of each list. `counts` has the whole number of each list. */
export type MonthFindings = AnswerOf<'GET /api/findings'>;
/** A finding with its age, the question to its group, and its explanation. */
export type MonthFinding = MonthFindings['items'][number];
export type FindingList = MonthFinding['kind'];

/** The lists of findings before a month's close, in the order of the checklist: money that is missing, a woman who may be in danger, then records. */
export const findingLists = [
  'cashDifferences',
  'stoppedUrgentCases',
  'undoneStops',
  'collectivesWithoutMeeting',
  'meetingsWithoutCount',
  'overdueFollowUps',
  'consentsMissing',
  'likelyDuplicates',
  'outliers',
] as const satisfies readonly FindingList[];

/** The fields of a finding that say where it is settled. */
type Place = Pick<MonthFinding, 'kind' | 'id' | 'record' | 'memberId' | 'collectiveId' | 'caseId'>;

/** The link to a finding's record, and the id of the record whose name the link shows: for a sheet, its group. */
export type FindingLink = { readonly href: string; readonly namedRecordId: string };

/** The link from a finding before a month's close to the page where it is settled: a sheet of a group, a case, a member. */
export function linkOf({ kind, id, record, memberId = id, collectiveId, caseId }: Place): FindingLink {
  // Sheets and vouchers are opened from their group.
  if (collectiveId !== undefined && record === 'voucher') {
    return { href: hrefOf('groups', collectiveId, 'vouchers', id), namedRecordId: collectiveId };
  }
  const isSheet = record === 'meeting' || kind === 'meetingsWithoutCount';
  if (collectiveId !== undefined && isSheet) {
    return { href: hrefOf('groups', collectiveId, id), namedRecordId: collectiveId };
  }
  if (caseId !== undefined) return { href: hrefOf('cases', caseId), namedRecordId: caseId };
  if (record === 'outreach') return { href: hrefOf('outreach', id), namedRecordId: id };
  switch (kind) {
    case 'collectivesWithoutMeeting':
      return { href: hrefOf('groups', id), namedRecordId: id };
    case 'overdueFollowUps':
    case 'stoppedUrgentCases':
      return { href: hrefOf('cases', id), namedRecordId: id };
    case 'undoneStops':
      return { href: hrefOf('members', memberId), namedRecordId: memberId };
    // All other findings are about a member.
    default:
      return { href: hrefOf('members', id), namedRecordId: id };
  }
}

/** The ids of the records whose names the links of a month's findings show; none before the findings are read. */
export const namedRecordIds = (findings: MonthFindings | undefined): readonly string[] =>
  (findings?.items ?? []).map((finding) => linkOf(finding).namedRecordId);

/**
 * The ids of the women and cases about whom the access log notes that this finding was read. The other findings are about groups and outreach,
 * and so about nobody.
 */
export function loggedIdsOf({
  kind,
  id,
  record,
  memberId,
}: Pick<MonthFinding, 'kind' | 'id' | 'record' | 'memberId'>): readonly string[] {
  switch (kind) {
    case 'consentsMissing':
      return [id];
    case 'overdueFollowUps':
    case 'stoppedUrgentCases':
      return memberId === undefined ? [id] : [id, memberId];
    case 'likelyDuplicates':
      return record === 'outreach' ? [] : [id];
    case 'undoneStops':
    case 'outliers':
      return memberId === undefined ? [] : [memberId];
    default:
      return [];
  }
}

/** Counts the findings of a list before a month's close: all, the explained, and the open. */
export function countFindings(
  list: FindingList,
  { items, counts }: MonthFindings,
): { readonly count: number; readonly explainedCount: number; readonly openCount: number } {
  const explainedCount = items.filter(
    ({ kind, explanation }) => kind === list && explanation !== undefined,
  ).length;
  // The API cuts a long list off, so the number of its findings is given apart. What is cut off counts as open.
  const count = counts[list];
  return { count, explainedCount, openCount: count - explainedCount };
}

/** Counts the findings of a month that nobody has explained. */
export const countOpenFindings = (findings: MonthFindings): number =>
  findingLists.reduce((sum, list) => sum + countFindings(list, findings).openCount, 0);

/** The lists that are made from sheets. While a group's sheet has not come, nobody can tell whether something of it belongs in them. */
const listsOfSheets: ReadonlySet<FindingList> = new Set([
  'cashDifferences',
  'meetingsWithoutCount',
  'outliers',
]);

/** How many groups' sheets a list still waits for. A group that is known not to have met sends none: it said so, or a coordinator has checked it. */
export function countSheetsToCome(list: FindingList, { items, counts }: MonthFindings): number {
  if (!listsOfSheets.has(list)) return 0;
  const groupsThatDidNotMeet = items.filter(
    ({ kind, explanation }) =>
      kind === 'collectivesWithoutMeeting' &&
      (explanation?.why === 'checked' || explanation?.why === 'did_not_meet'),
  );
  return counts.collectivesWithoutMeeting - groupsThatDidNotMeet.length;
}

/**
 * The month under which a finding is explained. An undone stop is in the lists of its own month and of the month before, so it is explained
 * under its own month.
 * @param month the month in whose list the finding is shown
 */
export const monthOfExplanation = ({ kind, on }: MonthFinding, month: string): string =>
  kind === 'undoneStops' && on !== undefined ? monthOf(on) : month;

/**
 * What to do about the findings of a list, in words. The list of missing consents has women who were never asked, and women who have
 * said no to being counted: they are not to be asked again.
 * @param isState whether the reader coordinates the whole state; only then may she explain cash differences
 */
export function whatToDo(
  list: FindingList,
  { items }: { readonly items: readonly Pick<MonthFinding, 'kind' | 'state'>[] },
  isState: boolean,
): MessageKey[] {
  if (list === 'cashDifferences' && !isState) return ['quality.cashDifferences.do.area'];
  if (list !== 'consentsMissing') return [`quality.${list}.do`];
  const states = new Set(items.filter(({ kind }) => kind === list).map(({ state }) => state));
  if (!states.has('withdrawn')) return ['quality.consentsMissing.do'];
  if (!states.has('never_given')) return ['quality.consentsMissing.saidNo'];
  return ['quality.consentsMissing.do', 'quality.consentsMissing.saidNo'];
}

/** A key that differs for all findings of a list: a record may be in it several times, for several reasons, women or purposes of consent. */
export const keyOfFinding = ({ kind, id, why, purpose, memberId }: MonthFinding): string =>
  [kind, id, why, purpose, memberId].join(' ');

/** Who has to put a finding right. */
export const ownerOf = (finding: MonthFinding): 'leader' | 'caseworker' | 'desk' => {
  if (finding.kind === 'stoppedUrgentCases' || finding.kind === 'undoneStops') return 'desk';
  if (caseOfFinding(finding) !== undefined) return 'caseworker';
  return finding.collectiveId === undefined ? 'desk' : 'leader';
};
