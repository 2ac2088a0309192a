import { addMonthsToDate } from '../../../../functions/shared/calendar/calendar.ts';
import type { CaseProposal } from '../../phone/screen.ts';
import type { CaseFile, Child, Observation } from '../row-kinds.ts';

/**
 * About which children a leader asks, and what follows from an answer: pure. Dates are Indian dates, `YYYY-MM-DD`; an
 * age is the year of `today` less the year of birth, since no birthday is stored.
 */

/** The ages at which children change schools, and many stop going to school. */
const transitionAges: ReadonlySet<number> = new Set([10, 14, 16]);
/** The first and the last age of school, both included. */
const schoolAge = { first: 6, last: 17 } as const;
const adultAge = 18;
/** From this age on a child may have finished school. */
const finishingAge = 14;
/** An observation that is older than this is asked for again. */
const monthsUntilOld = 6;

const yearOf = (date: string): number => Number(date.slice(0, 4));

export const ageOf = ({ birthYear }: Pick<Child, 'birthYear'>, today: string): number =>
  yearOf(today) - birthYear;

/** For the questions about a child: the newest observation of its schooling that was not taken back. Observations are sorted by day. */
export const newestObservationOf = ({ schooling }: Pick<Child, 'schooling'>): Observation | undefined =>
  schooling.findLast(({ isTakenBack }) => !isTakenBack);

/**
 * `never`: nothing was recorded. `old`: the newest observation is older than six months. `transition`: the child is at
 * an age of changing school, and nothing was recorded this year.
 */
export type WhyAsk = 'never' | 'old' | 'transition';

/**
 * Why to ask about a child's schooling today; undefined if there is no need. A child of school age is asked about until
 * it has finished school, any other child only while its newest observation says that it goes to school.
 */
export function whyAsk(child: Child, today: string): WhyAsk | undefined {
  if (child.isTakenBack) return undefined;
  const age = ageOf(child, today);
  const isOfSchoolAge = age >= schoolAge.first && age <= schoolAge.last;
  const newest = newestObservationOf(child);
  if (newest === undefined) return isOfSchoolAge ? 'never' : undefined;
  const isAtSchool = newest.status === 'enrolled' || newest.status === 'irregular';
  const mayReturn = isOfSchoolAge && newest.status !== 'completed';
  if (!isAtSchool && !mayReturn) return undefined;
  if (transitionAges.has(age) && yearOf(newest.on) < yearOf(today)) return 'transition';
  return newest.on < addMonthsToDate(today, -monthsUntilOld) ? 'old' : undefined;
}

/** The stages of school that a child may have reached at an age of changing school; empty at any other age. */
export function stagesToAsk(child: Child, today: string): readonly NonNullable<Observation['stage']>[] {
  switch (ageOf(child, today)) {
    case 10:
      return ['primary', 'upper_primary'];
    case 14:
      return ['upper_primary', 'secondary'];
    case 16:
      return ['secondary', 'higher_secondary', 'vocational'];
    default:
      return [];
  }
}

/** The answers about a child's schooling that are possible at its age. */
export const statusesToOffer = (child: Child, today: string): readonly Observation['status'][] => [
  'enrolled',
  'irregular',
  'not_enrolled',
  ...(ageOf(child, today) >= finishingAge ? (['completed'] as const) : []),
  'unknown',
];

export const needsReason = (status: Observation['status']): boolean =>
  status === 'not_enrolled' || status === 'irregular';

/**
 * The case to propose for a girl under 18 who left school for marriage or work; undefined if there is nothing to
 * propose. A child whose gender was not disclosed counts as a girl: one proposal too many does no harm.
 */
export function proposedCase(child: Child, today: string): CaseProposal | undefined {
  const newest = newestObservationOf(child);
  const isGirl = child.gender !== 'male' && ageOf(child, today) < adultAge;
  if (child.isTakenBack || !isGirl || newest?.status !== 'not_enrolled') return undefined;
  if (newest.reason === 'marriage') return { kind: 'crisis', priority: 'urgent' };
  return newest.reason === 'work' ? { kind: 'crisis', priority: 'normal' } : undefined;
}

/**
 * Whether a case was opened for a girl's mother on or after the day of the observation that proposed it. A case names no child,
 * and the leader may choose another kind than the proposed one, so every case of the mother counts.
 */
export const hasCaseSince = (
  child: Child,
  memberId: string,
  files: readonly Pick<CaseFile, 'memberId' | 'openedOn'>[],
): boolean => {
  // If there is no observation, every case of the mother counts.
  const since = newestObservationOf(child)?.on ?? '';
  return files.some((file) => file.memberId === memberId && file.openedOn >= since);
};

/** Whether what a leader typed can be a child's year of birth: four digits, from 1900 to this year. */
export const isBirthYear = (typed: string, today: string): boolean =>
  /^\d{4}$/.test(typed) && Number(typed) >= 1900 && Number(typed) <= yearOf(today);
