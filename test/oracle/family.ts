import { daysOf, indianDay } from './calendar.ts';
import type { Fact } from './facts.ts';

/** Children and offices as the design's text has them, from the facts about one member in order of recording. */

type Observation = { readonly on: string; readonly status: string; readonly seq: number };

export type Child = {
  readonly id: string;
  readonly birthYear: number;
  readonly gender: string;
  readonly recordedOn: string;
  /** By `on`, then by recording; without what was taken back. */
  readonly observations: readonly Observation[];
};

const isAtSchool = (status: string | undefined): boolean => status === 'enrolled' || status === 'irregular';

const inOrder = <T extends { readonly on: string; readonly seq: number }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => (a.on === b.on ? a.seq - b.seq : a.on < b.on ? -1 : 1));

/** @param facts of one member */
export const childrenFrom = (facts: readonly Fact[]): Child[] => {
  const reversals = facts.filter((fact) => fact.is === 'entry reversal');
  const isReversed = (id: string, before: number): boolean =>
    reversals.some(({ of, seq }) => of === id && seq < before);
  const ever = Number.POSITIVE_INFINITY;

  return facts.flatMap((recorded): Child[] => {
    if (recorded.is !== 'child' || isReversed(recorded.child, ever)) return [];
    const { child: id, recordedAt } = recorded;
    let { birthYear, gender } = recorded;
    const seen: (Observation & { readonly id: string })[] = [];
    const standing = (before: number) =>
      inOrder(seen.filter((observation) => !isReversed(observation.id, before)));
    const say = (inSchool: boolean, fact: Fact): void => {
      const status = inSchool ? 'enrolled' : 'not_enrolled';
      seen.push({ id: '', on: indianDay(fact.recordedAt), status, seq: fact.seq });
    };
    for (const fact of facts) {
      if (!('child' in fact) || fact.child !== id) continue;
      if (fact.is === 'child') {
        say(fact.inSchool, fact);
      } else if (fact.is === 'child change') {
        ({ birthYear, gender } = fact);
        // What leaves `inSchool` as it was is no observation.
        if (isAtSchool(standing(fact.seq).at(-1)?.status) !== fact.inSchool) say(fact.inSchool, fact);
      } else if (fact.is === 'schooling') {
        seen.push({ id: fact.id, on: fact.on, status: fact.status, seq: fact.seq });
      }
    }
    return [{ id, birthYear, gender, recordedOn: indianDay(recordedAt), observations: standing(ever) }];
  });
};

const newest = ({ observations }: Child, day: string): Observation | undefined =>
  observations.findLast(({ on }) => on <= day);

const ageIn = ({ birthYear }: Child, day: string): number => Number(day.slice(0, 4)) - birthYear;

export const isInSchool = (child: Child, day: string): boolean => isAtSchool(newest(child, day)?.status);

export const isOfSchoolAge = (child: Child, day: string): boolean => {
  const [first] = child.observations;
  const since = first !== undefined && first.on < child.recordedOn ? first.on : child.recordedOn;
  return since <= day && ageIn(child, day) >= 6 && ageIn(child, day) <= 17;
};

/** The same day seven months before the end of a month, or the last day of that month. */
const sevenMonthsBefore = (day: string): string => {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - 7;
  const month = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  const { last } = daysOf(month);
  const same = `${month}-${day.slice(8)}`;
  return same > last ? last : same;
};

export const isConfirmed = (child: Child, day: string): boolean => {
  const seen = newest(child, day);
  return isOfSchoolAge(child, day) && seen?.status === 'enrolled' && seen.on > sevenMonthsBefore(day);
};

export const isOlderGirlInSchool = (child: Child, day: string): boolean =>
  child.gender === 'female' && ageIn(child, day) >= 15 && ageIn(child, day) <= 17 && isInSchool(child, day);

/** Observations that found a child enrolled, directly after one that found it not enrolled. */
export const returnsOf = ({ observations }: Child): Observation[] =>
  observations.filter(
    ({ status }, at) => status === 'enrolled' && observations[at - 1]?.status === 'not_enrolled',
  );

/** How many offices beyond her collective she holds on a day. */
export const officesBeyondCollective = (facts: readonly Fact[], day: string): number =>
  facts.filter((fact) => {
    if (fact.is !== 'office' || fact.body === 'collective' || fact.from > day) return false;
    if (facts.some((other) => other.is === 'entry reversal' && other.of === fact.id)) return false;
    const end = facts.find((other) => other.is === 'office end' && other.office === fact.id);
    const to = end?.is === 'office end' ? end.on : fact.to;
    return to === null || to >= day;
  }).length;
