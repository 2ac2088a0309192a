import { anyOf, type Changes, during, span, sumOf } from './changes.ts';
import type { ApplicationStage, LoanDocument, MemberDocument } from './member.ts';
import { monthOfDay } from './months.ts';

/**
 * How a member stands at the end of each month, from her document alone. Each gives the changes of a number, in months that may
 * lie ahead: what only time brings about (a loan that turns overdue) needs no line of the journal.
 */

/** Whether her reporting consent is in force: of two of one day, the one recorded later stands. */
export const consentOf = ({ consents }: MemberDocument): Changes => {
  const changes: Changes[] = [];
  let isGiven = false;
  for (const { given, from } of consents.toSorted((a, b) => a.from - b.from)) {
    if (given !== isGiven) {
      changes.push([monthOfDay(from), given ? 1 : -1]);
      isGiven = given;
    }
  }
  return sumOf(changes);
};

/** Joined and not left. */
export const activeOf = ({ joined, exited }: MemberDocument): Changes => span(joined, exited);

export const leadershipOf = (member: MemberDocument): Changes =>
  during(activeOf(member), anyOf(member.leading.map(({ since, until }) => span(since, until))));

/** Principal that is still to be repaid. */
export const outstandingOf = ({ disbursed, repaid }: LoanDocument): Changes =>
  sumOf([disbursed, repaid.map((value, at) => (at % 2 === 0 ? value : -value))]);

export const loansOutstandingOf = ({ loans }: MemberDocument): Changes => sumOf(loans.map(outstandingOf));

export const openCasesOf = ({ cases }: MemberDocument): Changes =>
  sumOf(
    cases.map(({ opened, statuses }) => {
      if (opened === null) {
        return [];
      }
      const changes: Changes[] = [[opened, 1]];
      let isOpen = true;
      for (const { on, isClosed } of statuses) {
        if (isClosed === isOpen) {
          // An event dated before the day of opening takes effect on that day.
          changes.push([Math.max(opened, monthOfDay(on)), isClosed ? -1 : 1]);
          isOpen = !isClosed;
        }
      }
      return sumOf(changes);
    }),
  );

const pendingOf = (stages: readonly ApplicationStage[]): Changes => {
  const firstMonth = (isDecision: boolean): number | null => {
    const months = stages.filter((stage) => stage.isDecision === isDecision).map(({ month }) => month);
    return months.length === 0 ? null : Math.min(...months);
  };
  return span(firstMonth(false), firstMonth(true));
};

/** Her applications for compensation on which nobody decided in time, whether or not she has left. */
export const applicationsPendingOf = ({ cases }: MemberDocument): Changes =>
  sumOf(
    cases.flatMap(({ stages }) =>
      stages.length === 0
        ? []
        : [...Map.groupBy(stages, ({ applicationId }) => applicationId).values()].map(pendingOf),
    ),
  );
