import { monthOf } from '../../shared/calendar/calendar.ts';
import type { QuestionKind } from '../../shared/kinds/question-words.ts';
import type { BareFinding } from './schema.ts';

/** What a question about a finding is about. */
type AboutFinding = {
  readonly kind: QuestionKind;
  readonly meetingId?: string;
  readonly memberId?: string;
  readonly month?: string;
};

const ofMember = (memberId: string | undefined) => (memberId === undefined ? {} : { memberId });

/** The case that a finding is about: it is for whoever has the case, and its woman's leaders may not know of it. */
export const caseOfFinding = ({
  kind,
  id,
  caseId,
}: Pick<BareFinding, 'kind' | 'id' | 'caseId'>): string | undefined =>
  kind === 'overdueFollowUps' ? id : caseId;

/**
 * What to ask of a finding: the `about` of a question to its collective. Undefined for what concerns no collective, and for a case: a question about
 * its woman would tell her leaders of it.
 */
export const aboutOfFinding = (finding: BareFinding): AboutFinding | undefined => {
  const { kind, id, record, memberId } = finding;
  if (caseOfFinding(finding) !== undefined) return undefined;
  switch (kind) {
    case 'collectivesWithoutMeeting':
      return { kind: 'no_sheet', month: monthOf(finding.since) };
    case 'cashDifferences':
    case 'meetingsWithoutCount':
      return record === 'voucher'
        ? { kind: 'cash', month: monthOf(finding.since) }
        : { kind: 'cash', meetingId: id };
    case 'consentsMissing':
      return { kind: 'consent', memberId: id };
    default:
      if (record === 'meeting') return { kind: 'sheet', meetingId: id, ...ofMember(memberId) };
      if (record === 'member') return { kind: 'member', memberId: id };
      return record === 'voucher' ? { kind: 'cash', month: monthOf(finding.since) } : undefined;
  }
};
