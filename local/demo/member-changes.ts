import { addDays } from '../../functions/domain/calendar.ts';
import { dayAfter, timeOn } from './demo-dates.ts';
import { type DemoRequest, idAt } from './demo-request.ts';
import { consentOf, type DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/** Changes of members: later consents and withdrawals, elections, children and their schooling. */

/** Some withdrawals are dated before they are recorded; they take effect on the day of recording. */
const changeConsents = (random: Random, members: readonly DemoMember[]): DemoRequest[] =>
  members
    .filter(({ reporting }) => reporting === 'given later' || reporting === 'withdrawn')
    .map((member, index) => {
      const given = member.reporting === 'given later';
      const day = dayAfter(random, member.enrolledAt.slice(0, 10), 60, 160);
      const at = timeOn(random, day, 15, 16);
      const on = !given && index % 2 === 0 ? addDays(day, -20) : day;
      return {
        at,
        by: member.by,
        route: 'POST /api/members/{id}/consents',
        path: { id: member.id },
        body: consentOf(random, { at, purpose: 'reporting', given, on, birthYear: member.birthYear }),
      };
    });

/** Women elected as leaders later. The first of them steps down after some months. */
const elect = (random: Random, members: readonly DemoMember[]): DemoRequest[] =>
  members
    .filter(({ isElectedLater }) => isElectedLater)
    .flatMap((member, index) => {
      const since = dayAfter(random, member.enrolledAt.slice(0, 10), 40, 120);
      const enteredOn = dayAfter(random, since, 0, 2);
      const change = (day: string, body: object, ifMatch: number): DemoRequest => ({
        at: timeOn(random, day, 16, 17),
        by: member.by,
        route: 'PATCH /api/members/{id}',
        path: { id: member.id },
        body,
        ifMatch,
      });
      const elected = change(enteredOn, { leaderSince: since }, 1);
      return index === 0
        ? [elected, change(dayAfter(random, enteredOn, 90, 120), { leaderSince: null }, 2)]
        : [elected];
    });

/** Children recorded in June, when the school year begins. */
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
      const at = timeOn(random, `${year}-06-${random.int(12, 28)}`, 15, 16);
      return {
        at,
        by: member.by,
        route: 'POST /api/members/{id}/children',
        path: { id: member.id },
        body: {
          id: idAt(random, at),
          birthYear: year - random.int(6, 12),
          gender: random.pick(['female', 'male']),
          inSchool: random.percentChance(75),
        },
      };
    });

/** Children of six to fifteen who start school in June 2026. */
const sendToSchool = (random: Random, members: readonly DemoMember[]): DemoRequest[] =>
  members
    .filter(({ enrolledAt, isElectedLater }) => enrolledAt < '2026-06' && !isElectedLater)
    .flatMap((member) => member.children.map((child) => ({ member, child })))
    .filter(({ child }) => !child.inSchool && child.birthYear >= 2011 && child.birthYear <= 2020)
    .filter(() => random.percentChance(50))
    .map(({ member, child: { id, birthYear, gender } }) => ({
      at: timeOn(random, `2026-06-${random.int(12, 28)}`, 16, 17),
      by: member.by,
      route: 'PUT /api/members/{id}/children/{childId}',
      path: { id: member.id, childId: id },
      body: { birthYear, gender, inSchool: true },
    }));

export const changeMembers = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('member changes');
  return [
    ...changeConsents(random, members),
    ...elect(random, members),
    ...addChildren(random, members, 2025, 8),
    ...addChildren(random, members, 2026, 20),
    ...sendToSchool(random, members),
  ];
};
