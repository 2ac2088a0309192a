import type { CollectiveDocument } from './collective-document.ts';
import type { DemandDocument } from './demand-document.ts';
import { unpack } from './long-changes.ts';
import type { ApplicationStage } from './member-cases.ts';
import type { MemberDocument } from './member-document.ts';
import { isGiven, type LoanDocument } from './member-loans.ts';
import { joinedMonthOf, leaderTermsOf } from './member-record.ts';
import { monthNumber, monthOfDay } from './month-numbers.ts';
import { type Changes, during, negate, span, sumOf, whileAbove, whileAny } from './monthly-changes.ts';
import type { RequestDocument } from './request-document.ts';

/**
 * The stocks. Each function derives from the document of a member, collective, request or demand how its number changes by month: for example 1 from
 * the month in which a member joined, and 0 again from the month of her exit. Changes may be in future months, since the journal has no line for
 * what time alone brings about (a loan becomes overdue).
 */

/**
 * The condition on which a member's stocks count: 1 while her reporting consent is in force. Of two answers with the
 * same day the later recorded counts.
 */
export const consentOf = ({ reportingConsents }: MemberDocument): Changes => {
  const changes: Changes[] = [];
  let isInForce = false;
  for (const { given, from } of reportingConsents.toSorted((a, b) => a.from - b.from)) {
    // An answer that repeats the one before changes nothing.
    if (given !== isInForce) {
      changes.push([monthOfDay(from), given ? 1 : -1]);
      isInForce = given;
    }
  }
  return sumOf(changes);
};

/** The stock of active members: 1 from the month in which a member joined to the one before she exited. */
export const activeOf = (member: MemberDocument): Changes => span(joinedMonthOf(member), member.exitedMonth);

/** The stock of leaders: 1 in the months in which an active member leads. */
export const leadershipOf = (member: MemberDocument): Changes =>
  during(activeOf(member), whileAny(leaderTermsOf(member).map(({ since, until }) => span(since, until))));

/** The stock of one loan's outstanding principal, in paise: nothing for a woman who only repaid on it. */
export const outstandingOf = (loan: LoanDocument): Changes =>
  isGiven(loan) ? sumOf([loan.disbursed, negate(loan.repaid)]) : [];

/** The stock of a member's outstanding loans: their principal in paise. */
export const loansOutstandingOf = ({ loans, quietLoans }: MemberDocument): Changes =>
  sumOf([unpack(quietLoans?.outstanding ?? ''), ...loans.map(outstandingOf)]);

/**
 * The stock of a member's loans at risk: the outstanding principal, in paise, of each loan of which an instalment is
 * still not repaid 30 days after it was due.
 */
export const loansAtRiskOf = ({ loans, quietLoans }: MemberDocument): Changes =>
  sumOf([unpack(quietLoans?.atRisk ?? ''), ...loans.map(atRiskOf)]);

/** The principal of one loan while it is at risk. */
export const atRiskOf = (loan: LoanDocument): Changes => {
  const whileOverdue = whileAbove(loan.overdueFrom, loan.repaid);
  // If the loan's sheet was reversed, nothing is disbursed, although its plan stays.
  return during(loan.disbursed, during(whileOverdue, outstandingOf(loan)));
};

/** The stock of a collective's money at the bank, in paise. */
export const bankBalanceOf = ({ bank }: CollectiveDocument): Changes => bank;

/** The stock of a collective's outstanding borrowings, in paise. */
export const borrowingsOutstandingOf = ({ borrowings }: CollectiveDocument): Changes =>
  sumOf(borrowings.map(({ outstanding }) => outstanding));

/** The stock of bank-linked collectives: each is 1 while it is active and owes a bank-linkage loan. */
export const bankLinkedOf = ({ formedMonth, closedMonth, borrowings }: CollectiveDocument): Changes =>
  during(
    span(formedMonth, closedMonth),
    whileAny(
      borrowings
        .filter(({ isBankLinkage }) => isBankLinkage)
        // Each by itself first: a repayment dated before its loan makes one balance negative for a while, which must not cancel another.
        .map(({ outstanding }) => whileAny([outstanding])),
    ),
  );

/** The stock of a member's open cases. */
export const openCasesOf = ({ cases }: MemberDocument): Changes =>
  sumOf(
    cases.map(({ openedMonth, statuses }) => {
      if (openedMonth === null) {
        return [];
      }
      const changes: Changes[] = [[openedMonth, 1]];
      let wasClosed = false;
      for (const { on, isClosed } of statuses) {
        // A status that neither closes nor reopens the case changes nothing.
        if (isClosed === wasClosed) continue;
        // An event dated before the day of opening takes effect on that day.
        changes.push([Math.max(openedMonth, monthOfDay(on)), isClosed ? -1 : 1]);
        wasClosed = isClosed;
      }
      return sumOf(changes);
    }),
  );

/**
 * 1 while one application is pending: from the month of its first filing, which `ApplicationStage` puts `daysToDecide` days later, to the month of
 * its first decision.
 * @param stages of this application
 */
const pendingOf = (stages: readonly ApplicationStage[]): Changes => {
  const firstMonth = (some: readonly ApplicationStage[]): number | null =>
    some.length === 0 ? null : Math.min(...some.map(({ month }) => month));
  const filings = stages.filter(({ isDecision }) => !isDecision);
  const decisions = stages.filter(({ isDecision }) => isDecision);
  return span(firstMonth(filings), firstMonth(decisions));
};

/**
 * The stock of a member's pending applications for compensation: those undecided `daysToDecide` after they were filed,
 * even after she exits.
 */
export const applicationsPendingOf = ({ cases }: MemberDocument): Changes =>
  sumOf(
    cases.flatMap(({ stages }) => {
      const byApplication = Map.groupBy(stages, ({ applicationId }) => applicationId);
      return [...byApplication.values()].map(pendingOf);
    }),
  );

/** The stock of overdue requests: 1 while a request is open after its last day to answer. */
export const overdueRequestsOf = ({ overdueFrom, closedMonth }: RequestDocument): Changes =>
  span(overdueFrom, closedMonth);

/** The stock of overdue demands: 1 while a demand that has a day for its answer is open after it. */
export const overdueDemandsOf = ({ overdueFrom, answer }: DemandDocument): Changes =>
  span(overdueFrom, answer === null ? null : monthNumber(answer.on));
