import type { QuestionKind } from '../../shared/kinds/question-words.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { Documents } from '../indicators/documents.ts';
import { joinedMonthOf } from '../indicators/member-record.ts';
import { dateOfDay } from '../indicators/month-numbers.ts';
import { aboutOfFinding } from './about-finding.ts';
import type { FoundQuality } from './findings.ts';
import type { BareFinding } from './schema.ts';

/** The first day of a month, which is given as a `monthNumber`. */
const firstDayOf = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;

/** Since when a member's consent is missing: from her withdrawal, or from the month in which she joined. */
const missingSince = (
  { members }: Pick<Documents, 'members'>,
  { id, purpose }: FoundQuality['consentsMissing'][number],
  month: string,
): string => {
  const member = members.get(id);
  const newest = purpose === 'reporting' ? member?.reportingConsents.at(-1) : undefined;
  if (newest !== undefined && !newest.given) return dateOfDay(newest.from);
  const joined = member === undefined ? null : joinedMonthOf(member);
  return joined === null ? `${month}-01` : firstDayOf(joined);
};

/**
 * The findings of all lists as one, each with its kind, its ids and the day since which it stands. The oldest come first.
 * @param documents of the count in which they were found
 */
export const listFindings = (
  found: FoundQuality,
  documents: Pick<Documents, 'members'>,
  month: string,
): BareFinding[] =>
  [
    ...found.cashDifferences.map((one) => ({ kind: 'cashDifferences' as const, ...one, since: one.on })),
    ...found.collectivesWithoutMeeting.map(({ id }) => ({
      kind: 'collectivesWithoutMeeting' as const,
      id,
      collectiveId: id,
      since: `${month}-01`,
    })),
    ...found.meetingsWithoutCount.map((one) => ({
      kind: 'meetingsWithoutCount' as const,
      ...one,
      since: one.heldOn,
    })),
    ...found.consentsMissing.map((one) => ({
      kind: 'consentsMissing' as const,
      ...one,
      memberId: one.id,
      since: missingSince(documents, one, month),
    })),
    ...found.overdueFollowUps.map((one) => ({ kind: 'overdueFollowUps' as const, ...one, since: one.due })),
    ...found.stoppedUrgentCases.map((one) => ({
      kind: 'stoppedUrgentCases' as const,
      ...one,
      since: one.on,
    })),
    ...found.undoneStops.map((one) => ({ kind: 'undoneStops' as const, ...one, since: one.on })),
    ...found.likelyDuplicates.map((one) => ({
      kind: 'likelyDuplicates' as const,
      ...one,
      ...(one.record === 'member' ? { memberId: one.id } : {}),
      since: one.on ?? `${month}-01`,
    })),
    ...found.outliers.map((one) => ({ kind: 'outliers' as const, ...one, since: one.on ?? `${month}-01` })),
  ].sort((a, b) => compareTexts(a.since, b.since));

/** What a question says of the finding that it is about. */
type About = {
  readonly collectiveId: string;
  readonly about: {
    readonly kind: QuestionKind;
    readonly meetingId?: string | undefined;
    readonly memberId?: string | undefined;
    readonly month?: string | undefined;
  };
};

/** A key that is equal for all questions about the same finding. */
const keyOfQuestion = ({ collectiveId, about }: About): string => {
  const { kind, meetingId = '', memberId = '', month = '' } = about;
  switch (kind) {
    case 'no_sheet':
      return ['no_sheet', collectiveId, month].join(' ');
    case 'cash':
      return meetingId === '' ? ['cash', collectiveId, month].join(' ') : ['cash', meetingId].join(' ');
    case 'sheet':
      return ['sheet', meetingId, memberId].join(' ');
    default:
      return [kind, memberId].join(' ');
  }
};

/** The question about each finding; if several are about the same finding, the newest. @param questions the oldest first */
export const matchQuestions = <Question extends About>(
  findings: readonly BareFinding[],
  questions: readonly Question[],
): ReadonlyMap<BareFinding, Question> => {
  const newest = new Map(questions.map((question) => [keyOfQuestion(question), question]));
  return new Map(
    findings.flatMap((finding) => {
      const about = aboutOfFinding(finding);
      const { collectiveId = '' } = finding;
      const question = about && newest.get(keyOfQuestion({ collectiveId, about }));
      return question === undefined ? [] : [[finding, question] as const];
    }),
  );
};

/** Whether an answer explains the finding that its question is about: a group that did not meet has no sheet. Any other answer is for the desk to judge. */
export const settlesFinding = (kind: string, answer: string | undefined): boolean =>
  kind === 'no_sheet' && answer === 'did_not_meet';
