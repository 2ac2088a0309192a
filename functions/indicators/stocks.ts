import type { CollectiveDocument } from './collective-document.ts';
import type { ApplicationStage, LoanDocument, MemberDocument } from './member-document.ts';
import { monthOfDay } from './months.ts';
import { above, anyOf, type Changes, during, span, sumOf } from './series.ts';

/**
 * The stocks: functions from a member's or a collective's document to the changes of a number. Changes may be in future months, since
 * what time alone brings about (a loan becomes overdue) has no line in the journal.
 */

/**
 * A member's series that is 1 while her reporting consent is in force. Of two answers with the same day the later
 * recorded counts.
 */
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

/** A member's series that is 1 from the month in which she joined to the one before she exited. */
export const activeOf = ({ joined, exited }: MemberDocument): Changes => span(joined, exited);

export const leadershipOf = (member: MemberDocument): Changes =>
  during(activeOf(member), anyOf(member.leading.map(({ since, until }) => span(since, until))));

/** The series of a loan's outstanding principal in paise. */
export const outstandingOf = ({ disbursed, repaid }: LoanDocument): Changes =>
  sumOf([disbursed, repaid.map((value, at) => (at % 2 === 0 ? value : -value))]);

export const loansOutstandingOf = ({ loans }: MemberDocument): Changes => sumOf(loans.map(outstandingOf));

/** The outstanding principal, in paise, of loans with a part that is not repaid 30 days after it was due, by the month's last day. */
export const loansAtRiskOf = ({ loans }: MemberDocument): Changes =>
  sumOf(
    loans.map((loan) =>
      // If the loan's sheet was reversed, nothing is disbursed, although its plan stays.
      during(loan.disbursed, during(above(loan.overdueFrom, loan.repaid), outstandingOf(loan))),
    ),
  );

/** The series of a collective's bank balance in paise. */
export const bankBalanceOf = ({ bank }: CollectiveDocument): Changes => bank;

/** The series of a collective's outstanding borrowings in paise. */
export const borrowingsOutstandingOf = ({ borrowings }: CollectiveDocument): Changes =>
  sumOf(borrowings.map(({ outstanding }) => outstanding));

/** A collective's series that is 1 while it is active and owes a bank-linkage loan. */
export const bankLinkedOf = ({ formed, closed, borrowings }: CollectiveDocument): Changes =>
  during(
    span(formed, closed),
    anyOf(
      borrowings
        .filter(({ isBankLinkage }) => isBankLinkage)
        // A repayment dated before its loan makes one balance negative for a while; it must not cancel another borrowing.
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
  const firstMonth = (wanted: readonly ApplicationStage[]): number | null =>
    wanted.length === 0 ? null : Math.min(...wanted.map(({ month }) => month));
  const filings = stages.filter(({ isDecision }) => !isDecision);
  const decisions = stages.filter(({ isDecision }) => isDecision);
  return span(firstMonth(filings), firstMonth(decisions));
};

/** The number of her applications for compensation that are undecided after `daysToDecide`, even after she exits. */
export const applicationsPendingOf = ({ cases }: MemberDocument): Changes =>
  sumOf(
    cases.flatMap(({ stages }) =>
      stages.length === 0
        ? []
        : [...Map.groupBy(stages, ({ applicationId }) => applicationId).values()].map(pendingOf),
    ),
  );
