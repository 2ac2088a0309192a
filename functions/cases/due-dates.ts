import { addDays } from '../domain/calendar.ts';
import type { CaseProgress } from './case-state.ts';
import type { CaseRecord, Due } from './schema.ts';

/** Days within which an application for compensation is to be decided (BNSS, section 396). */
const daysToDecide = 60;
/** Days after a first information report within which the police tell how the investigation goes (BNSS, section 193). */
const daysToTellProgress = 90;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byDate = (a: Due, b: Due): number => compare(a.on, b.on) || compare(a.kind, b.kind);

/** Every date for which a case waits, the earliest first. A closed case waits for nothing. */
export const dueDatesOf = (
  { status }: Pick<CaseRecord, 'status'>,
  { openFollowUps, applications, matters }: Pick<CaseProgress, 'openFollowUps' | 'applications' | 'matters'>,
): Due[] => {
  if (status === 'closed') {
    return [];
  }
  const followUps = openFollowUps.map(({ due }): Due => ({ on: due, kind: 'follow_up' }));
  const decisions = applications.flatMap(({ filedOn, isDecided }): Due[] =>
    filedOn === undefined || isDecided ? [] : [{ on: addDays(filedOn, daysToDecide), kind: 'decision_due' }],
  );
  const words = matters.flatMap(({ firstFirOn, isCharged }): Due[] =>
    firstFirOn === undefined || isCharged
      ? []
      : [{ on: addDays(firstFirOn, daysToTellProgress), kind: 'progress_due' }],
  );
  const hearings = matters.flatMap(({ nextOn }): Due[] =>
    nextOn === undefined ? [] : [{ on: nextOn, kind: 'hearing' }],
  );
  return [...followUps, ...decisions, ...words, ...hearings].sort(byDate);
};

/** Whether a case has a due date before today (Indian date) for which it still waits. */
export const isOverdue = ({ due = [] }: Pick<CaseRecord, 'due'>, today: string): boolean =>
  due.some(({ on }) => on < today);

/** A case with the dates for which it now waits. */
export const withDueDates = (record: CaseRecord, progress: CaseProgress): CaseRecord => {
  const due = dueDatesOf(record, progress);
  const followUp = due.find(({ kind }) => kind === 'follow_up');
  return { ...record, due: due.length === 0 ? undefined : due, nextDue: followUp?.on };
};
