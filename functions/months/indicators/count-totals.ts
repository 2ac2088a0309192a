import { addDistinct, addDistinctByFacts, addStock, addStocks } from './add-to-totals.ts';
import { addCountedFact, addTallies } from './counted-facts.ts';
import type { CountingPlan } from './counting-plan.ts';
import type { DemandDocument } from './demand-document.ts';
import type { Documents } from './documents.ts';
import { cellOfFirstFact, type FactCounts } from './fact-counts.ts';
import type { Facts } from './facts.ts';
import { withOwnLoans } from './joined-loans.ts';
import { currentCell, type MemberDocument } from './member-document.ts';
import { joinedMonthOf } from './member-record.ts';
import { monthNumber } from './month-numbers.ts';
import { during, negate, sumOf, whileAny } from './monthly-changes.ts';
import { isCountedRequest } from './request-document.ts';
import { consentOf } from './stocks.ts';
import { type Accumulator, accumulate, addAllNear, type Totals } from './totals.ts';

/*
 * How the indicators are counted: in one pass over the lines of the journal.
 *
 * 1. `addLines` (add-lines.ts) takes the lines in the order of recording. It builds one **document** for each member (member-document.ts), collective,
 *    request and demand: an object with all that counting needs. A member's document contains those of her cases, loans and children.
 * 2. `countTotals`, below, derives **changes** from each document: "one member more from March on", "500 paise less in June".
 *    A total is the sum of all changes, and each published number is a sum of totals (publishing/values-of-totals.ts).
 *
 * **Consent.** A member's fact (for sums, ratios and distinct members) counts if she agreed to reporting in her last answer recorded
 * before the fact. It counts in the cell (district and age band) that she had then. A stock counts while her consent is in force on the
 * last day of the month. A consent takes effect on its own date. A withdrawal takes effect on the day on which it was recorded, so it
 * never changes earlier months. A stock counts in her present cell, for past months too.
 *
 * **Joined records** (joined-records.ts): a line that names a joined record is added to the document of the kept one, by the joins that stand at the cutoff.
 * So a woman with joined records is counted as if she had had one record from the beginning; only `joinedMonth` and `leaderTerms` are kept for each
 * record. A loan counts with the woman to whom it was given, also after a parting (joined-loans.ts).
 *
 * The ways to count (indicator.ts):
 * - **Sums and ratios** add up a number from each fact, in the month of the fact's date. `addLines` adds most facts to `sums` at once. The facts
 *   whose date may be corrected later (an enrolment, a case) stay in the document until `countTotals`.
 * - **Distinct members, or collectives**: the document has the number of facts that count, by month (`FactCounts`). From it follow the months with a fact, the
 *   first such month of each financial year and the first of all. The member is counted first in the month of her fact with the earliest date,
 *   but in the cell of the fact that was recorded first. These may be two facts.
 * - **Ratios of stocks** are two stocks of each member. A month counts in both if her consent is in force on its last day.
 * - **Stocks** are steps in time (monthly-changes.ts): `span(joinedMonth, exitedMonth)` is 1 at the end of each month from `joinedMonth` to
 *   the one before `exitedMonth`. A step may be in the future: a child reaches school age in a month that no line names.
 *
 * **Late** records need no rule of their own: a late sheet, a consent with an earlier date or a corrected joining day change the document,
 * and its changes fall into the right months. A **reversal** carries what it reverses, and subtracts it exactly as it was counted:
 * under the same consent and in the same cell. A **correction** of a published month is the same count with a later cutoff, the instant
 * before which lines count. A compile continues from the count that the last close of a month stored, if the counting code is the same
 * (publishing/kept-counts.ts). A compile with several cutoffs takes them in ascending order and adds
 * the lines between them (docs/decisions/0011-counting.md).
 */

/** Counts the indicators: the totals of all series and months, from the documents of the lines added so far. */
export const countTotals = (documents: Documents): Totals => {
  const { plan, members, collectives, requests, demands, sums } = documents;
  // A copy, since the documents are counted again at the next cutoff and must not change.
  const totals: Totals = new Map([...sums].map(([series, amounts]) => [series, new Map(amounts)]));
  const accumulator: Accumulator = { totals, near: new Map() };
  for (const [id, member] of members) {
    countMember(plan, accumulator, withOwnLoans(documents, id, member));
  }
  for (const collective of collectives.values()) {
    addDistinctByFacts(plan, accumulator, collective.factCounts, () => null);
    addStocks(accumulator, plan.stocks.collective, collective);
  }
  for (const request of requests.values()) {
    if (isCountedRequest(request) && request.month !== null) {
      addTallies({ plan, sums: totals }, 'request', [requestFact], request.month, 1);
      addStocks(accumulator, plan.stocks.request, request);
    }
  }
  for (const demand of demands.values()) {
    countDemand(plan, accumulator, demand);
  }
  addAllNear(accumulator);
  return totals;
};

const demandFact: Facts['demand'] = { type: 'demand' };

const countDemand = (plan: CountingPlan, accumulator: Accumulator, demand: DemandDocument): void => {
  const { month, answer, isReversed } = demand;
  // Without a month only steps were recorded so far. They count once the demand is recorded.
  if (month === null || isReversed) return;
  const target = { plan, sums: accumulator.totals };
  addTallies(target, 'demand', [demandFact], month, 1);
  if (answer !== null) {
    addTallies(target, 'answer', [answer], monthNumber(answer.on), 1);
  }
  addStocks(accumulator, plan.stocks.demand, demand);
};

const requestFact: Facts['request'] = { type: 'request' };

const countMember = (plan: CountingPlan, accumulator: Accumulator, member: MemberDocument): void => {
  const factCounts = countDatedFacts(plan, accumulator.totals, member);
  addDistinctByFacts(plan, accumulator, factCounts, (counts) => cellOfFirstFact(member, counts));
  for (const distinct of plan.distinctOfMember) {
    // One number of facts by month: hers, or one for each of her children.
    for (const byMonth of distinct.changes(member)) {
      addDistinct(accumulator, distinct, null, byMonth);
    }
  }
  const consent = consentOf(member);
  const cell = currentCell(member);
  for (const stock of plan.stocks.member) {
    const changes = stock.changes(member);
    const counted = during(consent, changes);
    addStock(accumulator, stock, cell, counted);
    // If all of it counts, `during` returns the same list, and nothing is left out.
    if (stock.leftOut !== null && counted !== changes) {
      // The months in which she has any of this stock, without the months in which her consent is in force.
      const whileHolding = whileAny([changes]);
      const whileLeftOut = sumOf([whileHolding, negate(during(consent, whileHolding))]);
      accumulate(accumulator, stock.leftOut, whileLeftOut);
    }
  }
  for (const { series, changes } of plan.ratiosOfStocks) {
    const parts = changes(member);
    if (parts !== null) {
      for (const part of ['numerator', 'denominator'] as const) {
        accumulate(accumulator, series[part], during(consent, parts[part]));
      }
    }
  }
};

const enrolmentFact: Facts['enrolment'] = { type: 'enrolment' };

/**
 * Counts the facts of a member whose date may be corrected later, by their present date: her enrolment and the opening of her cases.
 * @returns her counts for the indicators of distinct members, of these facts and all others
 */
const countDatedFacts = (
  plan: CountingPlan,
  totals: Totals,
  member: MemberDocument,
): readonly (FactCounts | undefined)[] => {
  const { enrolmentContext, cases, factCounts: otherCounts } = member;
  const joinedMonth = joinedMonthOf(member);
  // A copy for the same reason as in `countTotals`. A shallow copy is enough: an indicator counts facts of one
  // type, so the facts below fill other places of the list than `otherCounts` does.
  const factCounts = [...otherCounts];
  const target = { plan, sums: totals, factCounts };
  if (joinedMonth !== null && enrolmentContext?.isCounted) {
    const { cellIndex } = enrolmentContext;
    addCountedFact(target, 'enrolment', enrolmentFact, { month: joinedMonth, cellIndex, sign: 1 });
  }
  for (const { kind, incident, openedMonth, openingContext } of cases) {
    if (kind !== null && openedMonth !== null && openingContext?.isCounted) {
      const { cellIndex } = openingContext;
      const fact = { kind, incident: incident ?? undefined };
      addCountedFact(target, 'case', fact, { month: openedMonth, cellIndex, sign: 1 });
    }
  }
  return factCounts;
};
