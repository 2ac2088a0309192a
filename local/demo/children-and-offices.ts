import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { drawDayAfter, drawTimeBetweenHours, lastDay as lastDemoDay } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/**
 * The children's schooling, as leaders ask about it at meetings, and the offices that members hold. Members whom member-changes.ts elects
 * get neither: it expects version 1 of their records.
 */

/** The months in which leaders ask about schooling, and the share of members asked. The school year begins in June. */
const schoolingRounds = [
  { month: '2025-11', percent: 20 },
  { month: '2026-06', percent: 40 },
  { month: '2026-10', percent: 30 },
] as const;

const absenceReasons = ['cost', 'documents', 'stigma', 'work', 'marriage', 'health', 'distance'] as const;

const stageOf = (age: number): string => {
  if (age < 6) return 'anganwadi';
  if (age < 11) return 'primary';
  if (age < 14) return 'upper_primary';
  return age < 16 ? 'secondary' : 'higher_secondary';
};

/**
 * The records of one member's children in one month.
 * @param inSchool by child id, whether the child went to school when it was last recorded; this function updates it
 */
const recordSchooling = (random: Random, member: DemoMember, month: string, inSchool: Map<string, boolean>) =>
  member.children.map(({ id: childId, birthYear, inSchool: wasInSchoolAtEnrolment }): DemoRequest => {
    const on = `${month}-${random.int(14, 24)}`;
    const at = drawTimeBetweenHours(random, drawDayAfter(random, on, 0, 2), 15, 17);
    const age = Number(month.slice(0, 4)) - birthYear;
    const wasInSchool = inSchool.get(childId) ?? wasInSchoolAtEnrolment;
    // Few children leave school, and half of those who left come back.
    const goesToSchool = age >= 4 && random.percentChance(wasInSchool ? 93 : 50);
    inSchool.set(childId, goesToSchool);
    const drawAttendance = () => (random.percentChance(90) ? 'enrolled' : 'irregular');
    return {
      at,
      by: member.by,
      route: 'POST /api/members/{id}/children/{childId}/schooling',
      path: { id: member.id, childId },
      body: {
        id: makeDemoId(random, at),
        on,
        status: goesToSchool ? drawAttendance() : 'not_enrolled',
        stage: stageOf(age),
        ...(goesToSchool || age < 6 ? {} : { reason: random.pick(absenceReasons) }),
      },
    };
  });

/** Body, office, first day and last day (null while she holds it). */
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

/** Gives the offices to women who enrolled before August 2025, stay in the programme and agreed to be counted. */
const holdOffices = (random: Random, members: readonly DemoMember[]): DemoRequest[] => {
  const holders = random.shuffle(
    members.filter(
      ({ enrolledAt, isElectedLater, leavingMonth, reporting }) =>
        enrolledAt < '2025-08' && !isElectedLater && leavingMonth === null && reporting === 'given',
    ),
  );
  return offices.flatMap(([body, office, firstDay, lastDay], index): DemoRequest[] => {
    const member = holders[index];
    // Only if there are fewer such women than offices.
    if (member === undefined) return [];
    const at = drawTimeBetweenHours(random, addDays(firstDay, random.int(1, 3)), 16, 18);
    const id = makeDemoId(random, at);
    const path = { id: member.id };
    // A last day after the demo is recorded with the office; an earlier one by a request of its own once it has come.
    const endsAfterDemo = lastDay !== null && lastDay > lastDemoDay;
    const recorded: DemoRequest = {
      at,
      by: member.by,
      route: 'POST /api/members/{id}/offices',
      path,
      body: { id, body, office, from: firstDay, ...(endsAfterDemo ? { to: lastDay } : {}) },
    };
    if (lastDay === null || endsAfterDemo) return [recorded];
    const ended: DemoRequest = {
      at: drawTimeBetweenHours(random, addDays(lastDay, random.int(1, 3)), 16, 18),
      by: member.by,
      route: 'POST /api/members/{id}/offices/{officeId}/end',
      path: { ...path, officeId: id },
      body: { on: lastDay },
    };
    return [recorded, ended];
  });
};

/** The requests that record the schooling of members' children and the offices of members in the demo programme. */
export const makeChildAndOfficeRequests = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('children and offices');
  const inSchool = new Map<string, boolean>();
  return [
    ...schoolingRounds.flatMap(({ month, percent }) =>
      members
        .filter(
          ({ enrolledAt, isElectedLater, leavingMonth }) =>
            enrolledAt < month && !isElectedLater && (leavingMonth === null || leavingMonth > month),
        )
        .filter(() => random.percentChance(percent))
        .flatMap((member) => recordSchooling(random, member, month, inSchool)),
    ),
    ...holdOffices(random, members),
  ];
};
