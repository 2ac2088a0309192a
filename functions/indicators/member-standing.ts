import type { MemberStanding } from './catalogue.ts';
import type { ConsentFacts, MemberFacts } from './member.ts';
import { monthOfDay } from './months.ts';
import { type Amounts, addAmount } from './totals.ts';

/** Her consents in the order in which they come into force: of two of one day, the one recorded later stands. */
const inOrderOfForce = ({ consents }: MemberFacts): readonly ConsentFacts[] =>
  consents.length < 2 ? consents : consents.toSorted((a, b) => a.from - b.from);

/** By how much the number of her open cases changes, by month. */
const openCases = ({ cases }: MemberFacts): Amounts => {
  const changes: Amounts = [];
  for (const { opened, statuses } of cases) {
    if (opened !== null) {
      addAmount(changes, opened, 1);
      let isOpen = true;
      for (const [on, closed] of statuses) {
        if (closed === isOpen) {
          // What came of it before the day on which it is said to have been opened stands from that day on.
          addAmount(changes, Math.max(opened, monthOfDay(on)), closed ? -1 : 1);
          isOpen = !closed;
        }
      }
    }
  }
  return changes;
};

const addMonth = (months: number[], month: number | null): void => {
  if (month === null) {
    return;
  }
  let at = months.length;
  while (at > 0 && (months[at - 1] ?? 0) > month) {
    at -= 1;
  }
  if (months[at - 1] !== month) {
    months.splice(at, 0, month);
  }
};

/** The months at whose ends she may stand otherwise than at the end of the month before, in order. */
const turningMonths = (
  { consents, joined, exited, leading }: MemberFacts,
  changes: readonly Amounts[],
): number[] => {
  const months: number[] = [];
  for (const amounts of changes) {
    for (let at = 0; at < amounts.length; at += 2) addMonth(months, amounts[at] ?? null);
  }
  for (const { from } of consents) addMonth(months, monthOfDay(from));
  addMonth(months, joined);
  addMonth(months, exited);
  for (const [since, until] of leading) {
    addMonth(months, since);
    addMonth(months, until);
  }
  return months;
};

/** A sum up to one month after another, which are in order. */
const sumsAlong = (amounts: Amounts): ((month: number) => number) => {
  let at = 0;
  let sum = 0;
  return (month) => {
    for (; at < amounts.length && (amounts[at] ?? 0) <= month; at += 2) {
      sum += amounts[at + 1] ?? 0;
    }
    return sum;
  };
};

/**
 * Calls back with how she stands at the end of each month in which that may change; null where no reporting consent is in
 * force on its last day.
 */
export const forEachStanding = (
  member: MemberFacts,
  callback: (month: number, standing: MemberStanding | null) => void,
): void => {
  const consents = inOrderOfForce(member);
  if (consents.length === 0) {
    return;
  }
  const { joined, exited, leading, schooling, savings, loans } = member;
  const cases = openCases(member);
  const childrenAt = sumsAlong(schooling);
  const savingsAt = sumsAlong(savings);
  const loansAt = sumsAlong(loans);
  const casesAt = sumsAlong(cases);
  let consentAt = 0;
  let consented = false;
  for (const month of turningMonths(member, [savings, loans, schooling, cases])) {
    for (; consentAt < consents.length; consentAt += 1) {
      const consent = consents[consentAt];
      if (consent === undefined || monthOfDay(consent.from) > month) break;
      consented = consent.given;
    }
    callback(
      month,
      consented
        ? {
            active: joined !== null && joined <= month && (exited === null || exited > month),
            leader: leading.some(([since, until]) => since <= month && (until === null || until > month)),
            childrenInSchool: childrenAt(month),
            savingsPaise: savingsAt(month),
            loansOutstandingPaise: loansAt(month),
            casesOpen: casesAt(month),
          }
        : null,
    );
  }
};
