import { above, anyOf, type Changes, during, span, sumOf } from './changes.ts';
import type { CollectiveDocument } from './collective.ts';
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

/**
 * Outstanding principal of loans of which something that was due 30 days before the month's last day is not repaid. Time alone can
 * bring this about.
 */
export const loansAtRiskOf = ({ loans }: MemberDocument): Changes =>
  sumOf(
    loans.map((loan) =>
      // A loan whose sheet was reversed is none, whatever its plan was.
      during(loan.disbursed, during(above(loan.overdueFrom, loan.repaid), outstandingOf(loan))),
    ),
  );

/** What a collective has at the bank. */
export const bankBalanceOf = ({ bank }: CollectiveDocument): Changes => bank;

/** What a collective owes. */
export const borrowingsOutstandingOf = ({ borrowings }: CollectiveDocument): Changes =>
  sumOf(borrowings.map(({ outstanding }) => outstanding));

/** 1 while the collective works and owes something to a bank by linkage. */
export const bankLinkedOf = ({ formed, closed, borrowings }: CollectiveDocument): Changes =>
  during(
    span(formed, closed),
    anyOf(
      borrowings
        .filter(({ isBankLinkage }) => isBankLinkage)
        // By date one may stand below zero for a while, which must not hide another.
        .map(({ outstanding }) => anyOf([outstanding])),
    ),
  );

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
