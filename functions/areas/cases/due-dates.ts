import { addDays } from '../../shared/calendar/calendar.ts';
import { daysUntilDue } from '../../shared/kinds/case-words.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { CaseProgress } from './case-progress.ts';
import type { CaseRecord, Due } from './schema.ts';

const compareDue = (a: Due, b: Due): number => compareTexts(a.on, b.on) || compareTexts(a.kind, b.kind);

/** All due dates of a case, the earliest first: follow-ups, decisions, police reports, hearings. A closed case has none. */
export const dueDatesOf = (
  { status }: Pick<CaseRecord, 'status'>,
  { openFollowUps, applications, matters }: Pick<CaseProgress, 'openFollowUps' | 'applications' | 'matters'>,
): Due[] => {
  if (status === 'closed') {
    return [];
  }
  const followUps = openFollowUps.map(({ due }): Due => ({ on: due, kind: 'follow_up' }));
  const decisions = applications.flatMap(({ filedOn, isDecided }): Due[] =>
    filedOn === undefined || isDecided
      ? []
      : [{ on: addDays(filedOn, daysUntilDue.decision_due), kind: 'decision_due' }],
  );
  const policeReports = matters.flatMap(({ firstFirOn, isCharged }): Due[] =>
    firstFirOn === undefined || isCharged
      ? []
      : [{ on: addDays(firstFirOn, daysUntilDue.progress_due), kind: 'progress_due' }],
  );
  const hearings = matters.flatMap(({ nextOn }): Due[] =>
    nextOn === undefined ? [] : [{ on: nextOn, kind: 'hearing' }],
  );
  return [...followUps, ...decisions, ...policeReports, ...hearings].sort(compareDue);
};

/** Whether any of a case's due dates lies before today (Indian date). */
export const isOverdue = ({ due = [] }: Pick<CaseRecord, 'due'>, today: string): boolean =>
  due.some(({ on }) => on < today);

/** A case's record with its due dates, computed from its progress. `nextDue` is the day of the earliest follow-up alone. */
export const withDueDates = (record: CaseRecord, progress: CaseProgress): CaseRecord => {
  const due = dueDatesOf(record, progress);
  const nextFollowUp = due.find(({ kind }) => kind === 'follow_up');
  return { ...record, due: due.length === 0 ? undefined : due, nextDue: nextFollowUp?.on };
};
