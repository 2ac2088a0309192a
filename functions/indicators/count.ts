import { type Changes, during, forEachChange } from './changes.ts';
import { addCountedFact, addTallies, type Documents } from './documents.ts';
import type { Facts } from './indicator.ts';
import { currentCell, type Mark, type MemberDocument, markCell } from './member.ts';
import { firstOfFinancialYear } from './months.ts';
import type { CellSeries, CountingPlan, PlannedDistinct } from './plan.ts';
import { isCountedRequest } from './requests.ts';
import { consentOf } from './stocks.ts';
import { addTotal, type Totals } from './totals.ts';

/*
 * How the indicators are counted: every line of the journal, every time, in one pass.
 *
 * 1. `addLines` (documents.ts) takes the lines in the order of recording. It keeps a **document** of each member and collective: what
 *    is known of her (member.ts), with documents of her cases, loans and children inside it.
 * 2. `countTotals`, below, asks each document for its **changes**: "one member more from March on", "500 paise less in June". They are
 *    a pure function of the document. A total is the sum of all changes, and each published number of each month is a sum
 *    of totals (publishing/snapshot.ts).
 *
 * **Consent.** A fact (sums, ratios, distinct members) counts by the reporting consent that had been recorded when the fact was
 * recorded, and in the cell in which she stood then. A stock counts by the consent that is in force on the last day of the month: a
 * given one from its own date, a withdrawal from the day on which it was recorded, so it never reaches back. A stock stands
 * in her present cell, for past months too.
 *
 * The ways to count (catalogue.ts):
 * - **Sums and ratios** add up a number from each fact, in the month of the fact's date. They go to `sums` at once; only facts whose
 *   date may be corrected (an enrolment, a case) wait in the document.
 * - **Distinct members**: the document says how many facts count, by month (a `Mark`). Each month with one, the first of each
 *   financial year and the first of all follow from that. The month is that of a fact's date, the cell that of the
 *   fact recorded first; they may be two facts.
 * - **Stocks** are steps in time (changes.ts): `span(joined, exited)` is 1 at the end of each month from `joined` to the one before
 *   `exited`. A step may lie ahead: a child comes of school age in a month that no line names.
 *
 * What comes **late** needs no rule: a late sheet, a consent given with an earlier date or another day of joining change the
 * document, and its changes fall where they belong. A **reversal** carries what it takes back, and is subtracted by the consent and
 * the cell of when that was recorded. A **correction** is the same count with its own, later cutoff: a publication
 * counts the lines that were recorded before its cutoff. Nothing is stored between compiles; within one, ascending
 * cutoffs go on from the last (docs/decisions/0011-counting.md).
 */

/** The totals of all months, of the lines that were added so far. */
export const countTotals = ({ plan, members, collectives, requests, sums }: Documents): Totals => {
  const totals: Totals = new Map([...sums].map(([series, amounts]) => [series, new Map(amounts)]));
  for (const member of members.values()) {
    countMember(plan, totals, member);
  }
  for (const collective of collectives.values()) {
    for (const { series, changes } of plan.collectiveStocks) {
      addStock(totals, { series, cells: null }, null, changes(collective));
    }
  }
  for (const request of requests.values()) {
    if (isCountedRequest(request) && request.month !== null) {
      addTallies({ plan, sums: totals }, 'request', [aRequest], request.month, 1);
      for (const { series, changes } of plan.requestStocks) {
        addStock(totals, { series, cells: null }, null, changes(request));
      }
    }
  }
  return totals;
};

const aRequest: Facts['request'] = { type: 'request' };

const countMember = (plan: CountingPlan, totals: Totals, member: MemberDocument): void => {
  const marks = withDatedFacts(plan, totals, member);
  plan.distinct.forEach((distinct, index) => {
    const mark = marks[index];
    if (mark !== undefined) {
      addDistinct(totals, distinct, markCell(member, mark), mark.byMonth);
    }
  });
  for (const distinct of plan.distinctOfMember) {
    for (const byMonth of distinct.changes(member)) {
      addDistinct(totals, distinct, null, byMonth);
    }
  }
  const consent = consentOf(member);
  const cell = currentCell(member);
  for (const stock of plan.memberStocks) {
    addStock(totals, stock, cell, during(consent, stock.changes(member)));
  }
};

const enrolment: Facts['enrolment'] = { type: 'enrolment' };

/** Counts the facts whose date may be corrected, as it now is. @returns her marks, those of these facts included */
const withDatedFacts = (
  plan: CountingPlan,
  totals: Totals,
  { joined, enrolment: enrolled, cases, marks: others }: MemberDocument,
): readonly (Mark | undefined)[] => {
  const marks = [...others];
  const to = { plan, sums: totals, marks };
  if (joined !== null && enrolled?.isCounted) {
    const { cellIndex } = enrolled;
    addCountedFact(to, 'enrolment', enrolment, { month: joined, cellIndex, sign: 1 });
  }
  for (const { kind, opened, opening } of cases) {
    if (kind !== null && opened !== null && opening?.isCounted) {
      const { cellIndex } = opening;
      addCountedFact(to, 'case', { kind }, { month: opened, cellIndex, sign: 1 });
    }
  }
  return marks;
};

/** A member (or a child) in each month with a fact, in the first one of each financial year, and in the first one of all. */
const addDistinct = (
  totals: Totals,
  { each, series, cells }: PlannedDistinct,
  cell: number | null,
  byMonth: Changes,
): void => {
  let year: number | null = null;
  forEachChange(byMonth, (month) => {
    if (year === null) {
      addTotal(totals, series.first, month, 1);
      addToCell(totals, cells, cell, month, 1);
    }
    if (each === 'period') {
      addTotal(totals, series.inMonth, month, 1);
      if (firstOfFinancialYear(month) !== year) {
        addTotal(totals, series.firstOfYear, month, 1);
      }
    }
    year = firstOfFinancialYear(month);
  });
};

const addStock = (
  totals: Totals,
  { series, cells }: { readonly series: string; readonly cells: CellSeries },
  cell: number | null,
  changes: Changes,
): void => {
  forEachChange(changes, (month, amount) => {
    addTotal(totals, series, month, amount);
    addToCell(totals, cells, cell, month, amount);
  });
};

const addToCell = (
  totals: Totals,
  cells: CellSeries,
  cell: number | null,
  month: number,
  amount: number,
): void => {
  for (const series of (cell === null ? undefined : cells?.[cell]) ?? []) {
    addTotal(totals, series, month, amount);
  }
};
