import type { ChildDocument, Observation } from './member-children.ts';
import { contextAt, type MemberDocument } from './member-document.ts';
import { dayOfMonth, daysIn, januaryOf, monthOfDay } from './month-numbers.ts';
import { addChange, type Changes, during, span, sumOf } from './monthly-changes.ts';
import { activeOf } from './stocks.ts';

/** What indicators count of the children in a member's document (member-children.ts): stocks by month, and returns to school. */

/** Her children and their observations, without reversed ones. */
const childrenOf = ({ children, reversedIds }: MemberDocument): readonly ChildDocument[] =>
  reversedIds.length === 0
    ? children
    : children
        .filter(({ id }) => !reversedIds.includes(id))
        .map((child) => ({
          ...child,
          schooling: child.schooling.filter(({ schoolingId }) => !reversedIds.includes(schoolingId)),
        }));

const isInSchool = ({ status }: Observation): boolean => status === 'enrolled' || status === 'irregular';

/**
 * The changes of a number that is 1 in each month at whose end the child's newest observation meets `isWanted` and is not too old.
 * @param untilOf the first month for which an observation is too old; by default none is
 */
const whileNewest = (
  { schooling }: ChildDocument,
  isWanted: (observation: Observation) => boolean,
  untilOf: (observation: Observation) => number = () => Number.POSITIVE_INFINITY,
): Changes =>
  sumOf(
    schooling.map((observation, index) => {
      if (!isWanted(observation)) {
        return [];
      }
      const next = schooling[index + 1];
      const monthOfNext = next === undefined ? Number.POSITIVE_INFINITY : monthOfDay(next.on);
      const until = Math.min(monthOfNext, untilOf(observation));
      const isWithoutEnd = until === Number.POSITIVE_INFINITY;
      return span(monthOfDay(observation.on), isWithoutEnd ? null : until);
    }),
  );

/** The changes of a number that is 1 in the calendar years in which a child turns `youngest`, …, `oldest`. Only the birth year is known. */
const whileAged = (
  { birthYear }: ChildDocument,
  { youngest, oldest }: { readonly youngest: number; readonly oldest: number },
): Changes =>
  birthYear === null ? [] : span(januaryOf(birthYear + youngest), januaryOf(birthYear + oldest + 1));

/** The changes of a number that is 1 from the month in which the child was recorded, or from the month of the first observation if that is earlier. */
const sinceKnown = ({ recordedMonth, schooling: [first] }: ChildDocument): Changes => {
  const months = [
    ...(recordedMonth === null ? [] : [recordedMonth]),
    ...(first === undefined ? [] : [monthOfDay(first.on)]),
  ];
  return months.length === 0 ? [] : span(Math.min(...months), null);
};

const whileOfSchoolAge = (child: ChildDocument): Changes =>
  during(sinceKnown(child), whileAged(child, { youngest: 6, oldest: 17 }));

/** An observation confirms schooling at the end of a month that is less than this many months after it. */
const recentMonths = 7;

/**
 * The first month at whose end an observation is too old: the seventh month after it, or the eighth if the seventh has no day of the same number. An
 * observation of 31 March is too old at the end of October. An observation of 31 July is too old only at the end of March, since February has no 31.
 */
const recentUntil = ({ on }: Observation): number => {
  const seventh = monthOfDay(on) + recentMonths;
  return dayOfMonth(on) > daysIn(seventh) ? seventh + 1 : seventh;
};

const whileConfirmed = (child: ChildDocument): Changes =>
  during(
    whileOfSchoolAge(child),
    whileNewest(child, ({ status }) => status === 'enrolled', recentUntil),
  );

/**
 * Makes the stock of an active member's children: the sum, by month, of a number of each child.
 * @param changesOf the changes of that number: 1 while the child counts, else 0
 */
const childrenWhile =
  (changesOf: (child: ChildDocument) => Changes) =>
  (member: MemberDocument): Changes =>
    member.children.length === 0 ? [] : during(activeOf(member), sumOf(childrenOf(member).map(changesOf)));

export const childrenInSchoolOf = childrenWhile((child) => whileNewest(child, isInSchool));
export const childrenOfSchoolAgeOf = childrenWhile(whileOfSchoolAge);
export const childrenConfirmedOf = childrenWhile(whileConfirmed);
export const olderGirlsInSchoolOf = childrenWhile((child) =>
  child.gender === 'female'
    ? during(whileAged(child, { youngest: 15, oldest: 17 }), whileNewest(child, isInSchool))
    : [],
);

/**
 * The returns to school of each of a member's children, by month. A return is an observation `enrolled` directly after
 * `not_enrolled`; it counts if the member had consented to reporting when it was recorded.
 */
export const returnsOf = (member: MemberDocument): Changes[] =>
  childrenOf(member).map(({ schooling }) => {
    const returns: Changes = [];
    schooling.forEach((observation, index) => {
      const isReturn = observation.status === 'enrolled' && schooling[index - 1]?.status === 'not_enrolled';
      if (isReturn && contextAt(member, observation).isCounted) {
        addChange(returns, monthOfDay(observation.on), 1);
      }
    });
    return returns;
  });
