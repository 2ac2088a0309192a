import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { drawDayAfter, drawTimeBetweenHours } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import { consentOf } from './member-consents.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/** Changes of members: later consents and withdrawals, elections, children and their start at school. */

/**
 * Later consents to reporting, and withdrawals. About half of the withdrawals are dated 20 days before their recording; they take effect
 * on the day of recording.
 */
const changeConsents = (random: Random, members: readonly DemoMember[]): DemoRequest[] =>
  members
    .filter(({ reporting }) => reporting === 'given later' || reporting === 'withdrawn')
    .map((member, index) => {
      const isGiven = member.reporting === 'given later';
      const day = drawDayAfter(random, member.enrolledAt.slice(0, 10), 60, 160);
      const at = drawTimeBetweenHours(random, day, 15, 16);
      const on = !isGiven && index % 2 === 0 ? addDays(day, -20) : day;
      return {
        at,
        by: member.by,
        route: 'POST /api/members/{id}/consents',
        path: { id: member.id },
        body: consentOf(random, {
          at,
          purpose: 'reporting',
          given: isGiven,
          on,
          birthYear: member.birthYear,
        }),
      };
    });

/** Women elected as leaders later. The first of them steps down after some months. */
const electLeaders = (random: Random, members: readonly DemoMember[]): DemoRequest[] =>
  members
    .filter(({ isElectedLater }) => isElectedLater)
    .flatMap((member, index) => {
      const leaderSince = drawDayAfter(random, member.enrolledAt.slice(0, 10), 40, 120);
      const enteredOn = drawDayAfter(random, leaderSince, 0, 2);
      const changeMember = ({
        day,
        version,
        body,
      }: {
        readonly day: string;
        readonly version: number;
        readonly body: object;
      }): DemoRequest => ({
        at: drawTimeBetweenHours(random, day, 16, 17),
        by: member.by,
        route: 'PATCH /api/members/{id}',
        path: { id: member.id },
        body,
        ifMatch: version,
      });
      const election = changeMember({ day: enteredOn, version: 1, body: { leaderSince } });
      return index === 0
        ? [
            election,
            changeMember({
              day: drawDayAfter(random, enteredOn, 90, 120),
              version: 2,
              body: { leaderSince: null },
            }),
          ]
        : [election];
    });

/**
 * Adds a child to `count` members in June, when the school year begins. Women elected later are left out here and below: `electLeaders`
 * expects version 1 of their records.
 */
const addChildren = (
  random: Random,
  members: readonly DemoMember[],
  year: number,
  count: number,
): DemoRequest[] =>
  random
    .shuffle(members.filter(({ enrolledAt, isElectedLater }) => enrolledAt < `${year}-06` && !isElectedLater))
    .slice(0, count)
    .map((member) => {
      const at = drawTimeBetweenHours(random, `${year}-06-${random.int(12, 28)}`, 15, 16);
      return {
        at,
        by: member.by,
        route: 'POST /api/members/{id}/children',
        path: { id: member.id },
        body: {
          id: makeDemoId(random, at),
          // She was 17 or older when the child was born.
          birthYear: Math.max(year - random.int(6, 12), member.birthYear + 17),
          gender: random.pick(['female', 'male']),
          inSchool: random.percentChance(75),
        },
      };
    });

/** Half of the children of 6 to 15 who are not in school start school in June 2026. */
const sendToSchool = (random: Random, members: readonly DemoMember[]): DemoRequest[] =>
  members
    .filter(({ enrolledAt, isElectedLater }) => enrolledAt < '2026-06' && !isElectedLater)
    .flatMap((member) => member.children.map((child) => ({ member, child })))
    .filter(({ child }) => !child.inSchool && child.birthYear >= 2011 && child.birthYear <= 2020)
    .filter(() => random.percentChance(50))
    .map(({ member, child: { id, birthYear, gender } }) => ({
      at: drawTimeBetweenHours(random, `2026-06-${random.int(12, 28)}`, 16, 17),
      by: member.by,
      route: 'PUT /api/members/{id}/children/{childId}',
      path: { id: member.id, childId: id },
      body: { birthYear, gender, inSchool: true },
    }));

/** The requests that change the demo programme's members after their enrolment: consents, elections and children. */
export const makeMemberChangeRequests = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('member changes');
  return [
    ...changeConsents(random, members),
    ...electLeaders(random, members),
    ...addChildren(random, members, 2025, 8),
    ...addChildren(random, members, 2026, 20),
    ...sendToSchool(random, members),
  ];
};
