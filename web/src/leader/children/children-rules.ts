import { addMonths, dateInIndia, lastDateOf, monthOf } from '../../../../functions/domain/calendar.ts';
import { genders } from '../../../../functions/domain/member-words.ts';
import type { Operation } from '../outbox/operation.ts';
import { type CaseFile, type Child, type Member, type Observation, observation } from '../row-kinds.ts';
import type { CaseProposal } from '../screen.ts';

/** About which children a leader asks, and what follows from an answer: pure, on Indian dates. */

/** Ages in years, as the year less the year of birth. Children change schools at these, and many stop. */
const transitionAges: ReadonlySet<number> = new Set([10, 14, 16]);
const schoolAge = { from: 6, to: 17 } as const;
const adultAge = 18;
/** From this age on a child may have finished school. */
const finishingAge = 14;
const monthsUntilOld = 6;

/** The same day so many months before; the last day where that month is shorter. */
export const monthsBefore = (date: string, count: number): string => {
  const month = addMonths(monthOf(date), -count);
  const day = `${month}${date.slice(7)}`;
  return day < lastDateOf(month) ? day : lastDateOf(month);
};

export const ageOf = ({ birthYear }: Pick<Child, 'birthYear'>, today: string): number =>
  Number(today.slice(0, 4)) - birthYear;

/** A child's newest observation of schooling that was not taken back. */
export const newestOf = ({ schooling }: Pick<Child, 'schooling'>): Observation | undefined =>
  schooling.findLast(({ isTakenBack }) => !isTakenBack);

/** `transition`: at an age of changing school, and nothing was said yet this year. */
export type WhyAsk = 'never' | 'old' | 'transition';

/**
 * Why to ask about a child's schooling today; undefined: there is no need. Of school age everybody is asked about, but for those who have
 * finished; beyond it those who are said to be at school, until somebody says otherwise.
 */
export function whyAsk(child: Child, today: string): WhyAsk | undefined {
  if (child.isTakenBack) return undefined;
  const age = ageOf(child, today);
  const isOfSchoolAge = age >= schoolAge.from && age <= schoolAge.to;
  const newest = newestOf(child);
  if (newest === undefined) return isOfSchoolAge ? 'never' : undefined;
  const isAtSchool = newest.status === 'enrolled' || newest.status === 'irregular';
  if (!isAtSchool && (!isOfSchoolAge || newest.status === 'completed')) return undefined;
  if (transitionAges.has(age) && newest.on.slice(0, 4) < today.slice(0, 4)) return 'transition';
  return newest.on < monthsBefore(today, monthsUntilOld) ? 'old' : undefined;
}

/** Whether it is worth asking which class she or he goes to now, and among which stages; none: the usual ages of no change. */
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
 * The case to propose for a girl under 18 who left school for marriage or work; undefined where there is nothing to
 * propose. Who is not said to be a boy counts as a girl: a proposal too many does no harm.
 */
export function proposedCase(child: Child, today: string): CaseProposal | undefined {
  const newest = newestOf(child);
  const isGirl = child.gender !== 'male' && ageOf(child, today) < adultAge;
  if (child.isTakenBack || !isGirl || newest?.status !== 'not_enrolled') return undefined;
  if (newest.reason === 'marriage') return { kind: 'crisis', priority: 'urgent' };
  return newest.reason === 'work' ? { kind: 'crisis', priority: 'normal' } : undefined;
}

/** Whether a case of the mother's was opened since the girl was said to have left. */
export const hasCaseSince = (
  child: Child,
  memberId: string,
  files: readonly Pick<CaseFile, 'memberId' | 'openedOn'>[],
): boolean => {
  const since = newestOf(child)?.on ?? '';
  return files.some((file) => file.memberId === memberId && file.openedOn >= since);
};

/** When a UUIDv7 was made, as an Indian date. */
const dayOfId = (id: string): string =>
  dateInIndia(new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)));

const withObservation = (child: Child, added: Observation): Child => {
  if (child.schooling.some(({ id }) => id === added.id)) return child;
  const at = child.schooling.findLastIndex(({ on }) => on <= added.on) + 1;
  return { ...child, schooling: child.schooling.toSpliced(at, 0, added) };
};

/**
 * A member's children, with the leader's records of them on this phone that the server has not returned yet.
 * @param own what was recorded on this phone, in order
 */
export function childrenOf(member: Pick<Member, 'id' | 'children'>, own: readonly Operation[]): Child[] {
  let children = [...(member.children ?? [])];
  for (const { id, what, body, entities } of own) {
    if (entities[1] !== member.id) continue;
    if (what === 'child' && !children.some((child) => child.id === id)) {
      const first = {
        id: `first of ${id}`,
        on: dayOfId(id),
        status: body.inSchool === true ? 'enrolled' : 'not_enrolled',
        isTakenBack: false,
      } as const;
      const gender = genders.find((one) => one === body.gender) ?? 'undisclosed';
      children.push({
        id,
        birthYear: Number(body.birthYear),
        gender,
        schooling: [first],
        isTakenBack: false,
      });
    }
    if (what === 'schooling') {
      const { data } = observation.safeParse({ ...body, isTakenBack: false });
      children = children.map((child) =>
        data !== undefined && child.id === entities[0] ? withObservation(child, data) : child,
      );
    }
    if (what === 'entry_reversal') {
      children = children.map((child) => ({
        ...child,
        isTakenBack: child.isTakenBack || child.id === body.of,
        schooling: child.schooling.map((one) => (one.id === body.of ? { ...one, isTakenBack: true } : one)),
      }));
    }
  }
  return children;
}

/** @param text as typed */
export const isBirthYear = (text: string, today: string): boolean =>
  /^\d{4}$/.test(text) && text >= '1900' && text <= today.slice(0, 4);
