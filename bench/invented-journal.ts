import { ageBands } from '../functions/shared/calendar/age-bands.ts';
import { addDays, addMonths, dateInIndia } from '../functions/shared/calendar/calendar.ts';
import type { JournalLine, JournalLineOf } from '../functions/shared/journal/line.ts';
import { districtsOn } from '../functions/shared/reach/districts.ts';
import { idOf } from './invented-ids.ts';
import { sheetOf } from './invented-sheet.ts';
import { createRandom, pick } from './random.ts';

/**
 * The size of an invented journal; the same plan gives the same lines. Each collective has one sheet a month with all its members;
 * some members have cases. A few sheets are recorded in the month after their meeting.
 */
export type JournalPlan = {
  readonly collectives: number;
  readonly membersEach: number;
  /** `YYYY-MM` */
  readonly firstMonth: string;
  readonly months: number;
};

/**
 * The number of new cases a month for each hundred members: many in the first two years, as the programme's own figures show (more than
 * one service or entitlement for each member in nineteen months), and few later.
 */
const casesPerHundred = (monthIndex: number): number => (monthIndex < 24 ? 6 : 0.5);

/** One sheet in this many is recorded four weeks after its meeting. */
const sheetsPerLateOne = 50;

const actor = '0197a000-0000-7000-8000-00000000ac10';

const dayMs = 86_400_000;

/** 09:30 in India on the first day of a month, in milliseconds. */
const startOf = (month: string): number => Date.parse(`${month}-01T04:00:00.000Z`);

/** A month's lines begin this many days after its first day, so after the cutoff of the month before (the 5th). */
const daysToFirstLine = 5;

/** A month's lines are spread over this many days, so that all are recorded before the month's own end. */
const recordingDays = 22;

type CaseEvent = JournalLineOf<'case_event'>['event'];

const applicationId = '0199a3f0-5c00-7000-8000-00000000a001';

const events: readonly CaseEvent[] = [
  { type: 'service', service: 'mental_health' },
  { type: 'service', service: 'legal_aid' },
  { type: 'entitlement', entitlement: 'house_patta', stage: 'received' },
  { type: 'entitlement', entitlement: 'aadhaar_card', stage: 'received' },
  { type: 'entitlement', entitlement: 'ration_card', stage: 'received' },
  { type: 'entitlement', entitlement: 'bank_account', stage: 'received' },
  { type: 'entitlement', entitlement: 'pension', stage: 'received' },
  { type: 'compensation', applicationId, scheme: 'nalsa_2018', stage: 'awarded' },
  { type: 'compensation', applicationId, scheme: 'nalsa_2018', stage: 'paid' },
];

/** One case in this many stays open; the others are closed on the day of their event. */
const casesPerOpenOne = 200;

/**
 * The number of facts in a line of an invented journal: one for each attendance and each entry on a sheet, and one for
 * any other line.
 */
export const factsOf = (line: JournalLine): number =>
  line.type === 'meeting_held' ? line.attendance.length + line.entries.length : 1;

/** A benchmark's whole invented journal, of the size that a plan gives, sorted by time and id. */
export function* inventJournal(plan: JournalPlan): Generator<JournalLine> {
  yield* inventMembers(plan);
  for (let monthIndex = 0; monthIndex < plan.months; monthIndex += 1) {
    yield* inventMonth(plan, monthIndex);
  }
}

/** All collectives and members, recorded on the first day of the first month. */
function* inventMembers({ collectives, membersEach, firstMonth }: JournalPlan): Generator<JournalLine> {
  const random = createRandom(1);
  let recordedMs = startOf(firstMonth);
  const stamp = (id: string) => {
    recordedMs += 1;
    return { id, recordedAt: new Date(recordedMs).toISOString(), actor };
  };
  const day = `${firstMonth}-01`;
  const districts = districtsOn(day);
  for (let collective = 0; collective < collectives; collective += 1) {
    const district = pick(districts, collective);
    const collectiveId = idOf('collective', collective);
    yield { type: 'collective_formed', ...stamp(collectiveId), collectiveId, district, formedOn: day };
    for (let row = 0; row < membersEach; row += 1) {
      const member = collective * membersEach + row;
      const memberId = idOf('member', member);
      const consent = (purpose: 'services' | 'reporting', count: number) => ({
        id: idOf('consent', count),
        purpose,
        // One member in twenty refuses reporting; nobody refuses services.
        given: purpose === 'services' || random(20) > 0,
        on: day,
        givenBy: 'self' as const,
      });
      yield {
        type: 'member_enrolled',
        ...stamp(memberId),
        memberId,
        collectiveId,
        district,
        // The first age band, of people under 18, is left out.
        ageBand: pick(ageBands, 1 + random(4)),
        category: 'cse_survivor',
        joinedOn: day,
        ...(row === 0 ? { leaderSince: day } : {}),
        consents: [consent('services', 2 * member), consent('reporting', 2 * member + 1)],
        children: [
          {
            id: idOf('child', member),
            birthYear: 2010 + random(10),
            gender: 'female',
            schooling: {
              id: idOf('schooling', member),
              on: day,
              status: random(3) > 0 ? 'enrolled' : 'not_enrolled',
            },
          },
        ],
      };
    }
  }
}

/** The invented journal's lines of one month: its sheets, cases and outreach. @param monthIndex 0 for the plan's first month */
export function* inventMonth(
  { collectives, membersEach, firstMonth }: JournalPlan,
  monthIndex: number,
): Generator<JournalLine> {
  const random = createRandom(1000 + monthIndex);
  const month = addMonths(firstMonth, monthIndex);
  const members = collectives * membersEach;
  const cases = Math.ceil((members * casesPerHundred(monthIndex)) / 100);
  const casesEach = Math.max(1, Math.ceil(cases / collectives));
  // Each collective has a sheet and, for each case, its opening, its event and its closing. One line of outreach follows.
  const maxLines = collectives * (1 + 3 * casesEach) + 1;
  const stepMs = Math.floor((recordingDays * dayMs) / maxLines);
  let recordedMs = startOf(month) + daysToFirstLine * dayMs;
  const stamp = (id: string) => {
    recordedMs += stepMs;
    const recorded = new Date(recordedMs);
    return { id, recordedAt: recorded.toISOString(), actor, today: dateInIndia(recorded) };
  };
  let casesLeft = cases;
  for (let collective = 0; collective < collectives; collective += 1) {
    const { today, ...sheetStamp } = stamp(idOf('meeting', monthIndex * collectives + collective));
    const heldOn = monthIndex > 0 && random(sheetsPerLateOne) === 0 ? addDays(today, -28) : today;
    yield sheetOf(sheetStamp, { collective, membersEach, heldOn, monthIndex, random });
    for (let caseIndex = 0; caseIndex < casesEach && casesLeft > 0; caseIndex += 1, casesLeft -= 1) {
      // No month has a million cases, so each case has a number of its own.
      const caseNumber = monthIndex * 1_000_000 + casesLeft;
      const memberId = idOf('member', collective * membersEach + random(membersEach));
      const caseId = idOf('case', caseNumber);
      const { today: openedOn, ...openingStamp } = stamp(caseId);
      const kind = pick(['crisis', 'legal_aid', 'entitlement', 'mental_health'] as const, random(4));
      yield { type: 'case_opened', ...openingStamp, caseId, memberId, kind, priority: 'normal', openedOn };
      const { today: on, ...eventStamp } = stamp(idOf('event', caseNumber));
      yield {
        type: 'case_event',
        ...eventStamp,
        caseId,
        memberId,
        on,
        event: pick(events, random(events.length)),
      };
      if (caseNumber % casesPerOpenOne !== 0) {
        const { today: closedOn, ...closingStamp } = stamp(idOf('closing', caseNumber));
        const event = { type: 'status', status: 'closed' } as const;
        yield { type: 'case_event', ...closingStamp, caseId, memberId, on: closedOn, event };
      }
    }
  }
  const outreachId = idOf('outreach', monthIndex);
  const { today, ...outreachStamp } = stamp(outreachId);
  yield {
    type: 'outreach_recorded',
    ...outreachStamp,
    outreachId,
    kind: 'police_orientation',
    on: today,
    mode: 'in_person',
    district: 'Guntur',
    participants: 10 + random(20),
  };
}
