import { addDays } from '../../functions/domain/calendar.ts';
import { dayAfter, timeOn } from './demo-dates.ts';
import { type DemoRequest, idAt } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/** The children's schooling, as leaders ask about it at meetings, and the offices that members hold. */

/** The months in which leaders ask, and about the children of how many members in a hundred. The school year begins in June. */
const rounds = [
  { month: '2025-11', percent: 20 },
  { month: '2026-06', percent: 40 },
  { month: '2026-10', percent: 30 },
] as const;

const reasons = ['cost', 'documents', 'stigma', 'work', 'marriage', 'health', 'distance'] as const;

const stageOf = (age: number): string => {
  if (age < 6) return 'anganwadi';
  if (age < 11) return 'primary';
  if (age < 14) return 'upper_primary';
  return age < 16 ? 'secondary' : 'higher_secondary';
};

const askAt = (random: Random, member: DemoMember, round: string, isInSchoolBefore: Map<string, boolean>) =>
  member.children.map(({ id: childId, birthYear, inSchool }): DemoRequest => {
    const on = `${round}-${random.int(14, 24)}`;
    const at = timeOn(random, dayAfter(random, on, 0, 2), 15, 17);
    const age = Number(round.slice(0, 4)) - birthYear;
    const was = isInSchoolBefore.get(childId) ?? inSchool;
    // Few children leave school, and half of those who left come back.
    const goes = age >= 4 && (was ? random.percentChance(93) : random.percentChance(50));
    isInSchoolBefore.set(childId, goes);
    return {
      at,
      by: member.by,
      route: 'POST /api/members/{id}/children/{childId}/schooling',
      path: { id: member.id, childId },
      body: {
        id: idAt(random, at),
        on,
        status: goes ? (random.percentChance(90) ? 'enrolled' : 'irregular') : 'not_enrolled',
        stage: stageOf(age),
        ...(goes || age < 6 ? {} : { reason: random.pick(reasons) }),
      },
    };
  });

// biome-ignore format: a table reads as a table
const offices = [
  ['district_forum',       'president', '2025-09-01', null],
  ['district_forum',       'secretary', '2025-09-01', '2026-08-31'],
  ['district_forum',       'treasurer', '2025-11-15', null],
  ['district_forum',       'member',    '2026-01-10', null],
  ['district_forum',       'member',    '2026-04-01', null],
  ['state_forum',          'president', '2026-01-10', null],
  ['state_forum',          'secretary', '2026-01-10', null],
  ['state_forum',          'member',    '2026-06-15', null],
  ['national_forum',       'member',    '2026-03-01', null],
  ['government_committee', 'member',    '2026-05-20', '2027-05-19'],
  ['collective',           'treasurer', '2025-08-01', null],
  ['collective',           'secretary', '2025-08-01', '2026-07-31'],
] as const;

/** Offices of women who have been members from the beginning; one who is elected later is left out, since her record's version counts. */
const holdOffices = (random: Random, members: readonly DemoMember[]): DemoRequest[] => {
  const holders = random.shuffle(
    members.filter(
      ({ enrolledAt, isElectedLater, leavesIn, reporting }) =>
        enrolledAt < '2025-08' && !isElectedLater && leavesIn === null && reporting === 'given',
    ),
  );
  return offices.flatMap(([body, office, from, to], index): DemoRequest[] => {
    const member = holders[index];
    if (member === undefined) return [];
    const at = timeOn(random, addDays(from, random.int(1, 3)), 16, 18);
    const id = idAt(random, at);
    const path = { id: member.id };
    const isKnown = to !== null && to > '2026-11';
    const recorded: DemoRequest = {
      at,
      by: member.by,
      route: 'POST /api/members/{id}/offices',
      path,
      body: { id, body, office, from, ...(isKnown ? { to } : {}) },
    };
    return to === null || isKnown
      ? [recorded]
      : [
          recorded,
          {
            at: timeOn(random, addDays(to, random.int(1, 3)), 16, 18),
            by: member.by,
            route: 'POST /api/members/{id}/offices/{officeId}/end',
            path: { ...path, officeId: id },
            body: { on: to },
          },
        ];
  });
};

export const followChildrenAndOffices = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('children and offices');
  const isInSchool = new Map<string, boolean>();
  return [
    ...rounds.flatMap(({ month, percent }) =>
      members
        .filter(
          ({ enrolledAt, isElectedLater, leavesIn }) =>
            enrolledAt < month && !isElectedLater && (leavesIn === null || leavesIn > month),
        )
        .filter(() => random.percentChance(percent))
        .flatMap((member) => askAt(random, member, month, isInSchool)),
    ),
    ...holdOffices(random, members),
  ];
};
