import { collectives, type DemoCollective } from './collectives.ts';
import { drawDayAfter, drawDayWithin } from './demo-dates.ts';
import type { Reporting } from './member-consents.ts';
import type { Random } from './random.ts';

/** Who joins which collective of the demo programme on which day, and whose history is special. members.ts draws all else about a woman. */

/** The number of members with each answer. All others have `given`. So all 340 but 5 + 3 + 2 consent at enrolment, which are 330. */
const reportingCounts = { silent: 5, refused: 3, 'given later': 2, withdrawn: 6 } as const;

const leavingCount = 9;

/** The number of members who are enrolled after the cutoff of the month in which they joined. */
const lateCount = 12;

const electedCount = 12;

/** The last day on which a member joins. */
const lastJoiningDay = '2026-10-27';

/** The number of members who join at the founding of a collective; the others join later. */
const founderCount = 9;

/** The number of founders who lead their collective from the day they join. */
const foundingLeaderCount = 2;

/** A woman who joins, before anything else about her is drawn. */
export type NewMember = {
  readonly collective: DemoCollective;
  readonly joinedOn: string;
  readonly isFoundingLeader: boolean;
};

export const drawNewMembers = (random: Random): NewMember[] =>
  collectives.flatMap((collective) =>
    Array.from({ length: collective.memberCount }, (_, index) => ({
      collective,
      joinedOn:
        index < founderCount
          ? drawDayAfter(random, collective.formedOn, 0, 9)
          : drawDayWithin(random, collective.formedOn, { minDays: 20, maxDays: 430, latest: lastJoiningDay }),
      isFoundingLeader: index < foundingLeaderCount,
    })),
  );

/**
 * Draws the members whose history is special: who don't simply consent, who leave, who are enrolled late or who are elected later. No member is drawn
 * twice. Each has joined so early that all of her history happens in the programme's months.
 */
export const drawHistories = (random: Random, newMembers: readonly NewMember[]) => {
  const undrawn = new Set(random.shuffle(newMembers.filter(({ isFoundingLeader }) => !isFoundingLeader)));
  const take = (count: number, fits: (newMember: NewMember) => boolean): ReadonlySet<NewMember> => {
    const taken = new Set([...undrawn].filter(fits).slice(0, count));
    for (const newMember of taken) undrawn.delete(newMember);
    return taken;
  };
  const reportingByMember = new Map<NewMember, Reporting>();
  for (const answer of ['silent', 'refused', 'given later', 'withdrawn'] as const) {
    const changesLater = answer === 'given later' || answer === 'withdrawn';
    const taken = take(reportingCounts[answer], ({ joinedOn }) => !changesLater || joinedOn < '2026-04');
    for (const newMember of taken) reportingByMember.set(newMember, answer);
  }
  return {
    reportingByMember,
    leavingMembers: take(leavingCount, ({ joinedOn }) => joinedOn < '2026-01'),
    lateMembers: take(lateCount, ({ joinedOn }) => joinedOn < '2026-08'),
    electedMembers: take(electedCount, ({ joinedOn }) => joinedOn < '2026-05'),
  };
};
