import { ageBands } from '../functions/domain/age-bands.ts';
import { addDays, addMonths, dateInIndia } from '../functions/domain/calendar.ts';
import { districtsOn } from '../functions/domain/districts.ts';
import type { JournalLine, JournalLineOf } from '../functions/journal/line.ts';

/**
 * Generates an invented journal of any size; the same plan gives the same lines. Each collective has one sheet a month with all its members;
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
const casesPerHundred = (monthAt: number): number => (monthAt < 24 ? 6 : 0.5);
const lateSheetEach = 50;
const actor = '0197a000-0000-7000-8000-00000000ac10';

type Kind =
  | 'collective'
  | 'member'
  | 'child'
  | 'schooling'
  | 'consent'
  | 'meeting'
  | 'case'
  | 'event'
  | 'closing'
  | 'loan'
  | 'outreach';
const prefixes: Readonly<Record<Kind, string>> = {
  collective: '01970001',
  member: '01970002',
  child: '01970003',
  schooling: '0197000b',
  consent: '01970004',
  meeting: '01970005',
  case: '01970006',
  event: '01970007',
  closing: '0197000a',
  loan: '01970008',
  outreach: '01970009',
};

/** Turns a counter into a number whose bits all vary, like those of a device's ids. */
const scatter = (count: number): number => (Math.imul(count + 1, 0x9e3779b1) ^ (count >>> 5)) >>> 0;

/** A UUIDv7 for the nth record of a kind. */
const idOf = (kind: Kind, count: number): string => {
  const tail = scatter(count).toString(16).padStart(8, '0');
  const own = count.toString(16).padStart(8, '0');
  return `${prefixes[kind]}-${own.slice(0, 4)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(0, 4)}${own}`;
};

/** Numbers that look random, from a seed, for the benchmarks' invented journals. */
export const createRandom = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
};

const pick = <T>(values: readonly T[], at: number): T => {
  const value = values[at % values.length];
  if (value === undefined) {
    throw new Error('There is nothing to choose from.');
  }
  return value;
};

const startOf = (month: string): number => Date.parse(`${month}-01T04:00:00.000Z`);
/** The day of a month on which its recording begins, after the cutoff of the month before. */
const firstRecordedDay = 5;
const usableDays = 22;

type Event = JournalLineOf<'case_event'>['event'];
const applicationId = '0199a3f0-5c00-7000-8000-00000000a001';
const events: readonly Event[] = [
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
const openCaseEach = 200;

/**
 * The number of facts in a line of a benchmark's journal: one for an enrolment, a case and an event, and one for each
 * row of a sheet.
 */
export const factsOf = (line: JournalLine): number =>
  line.type === 'meeting_held' ? line.attendance.length + line.entries.length : 1;

/** The journal of a plan, in the order of `compareLines`. */
export function* journalOf(plan: JournalPlan): Generator<JournalLine> {
  yield* beginningOf(plan);
  for (let at = 0; at < plan.months; at += 1) {
    yield* monthOf(plan, at);
  }
}

/** All collectives and members, on the first day of the first month. */
function* beginningOf({ collectives, membersEach, firstMonth }: JournalPlan): Generator<JournalLine> {
  const random = createRandom(1);
  let at = startOf(firstMonth);
  const stamp = (id: string) => {
    at += 1;
    return { id, recordedAt: new Date(at).toISOString(), actor };
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

/** One month's sheets, cases and outreach. */
export function* monthOf(
  { collectives, membersEach, firstMonth }: JournalPlan,
  monthAt: number,
): Generator<JournalLine> {
  const random = createRandom(1000 + monthAt);
  const month = addMonths(firstMonth, monthAt);
  const members = collectives * membersEach;
  const cases = Math.ceil((members * casesPerHundred(monthAt)) / 100);
  const casesEach = Math.max(1, Math.ceil(cases / collectives));
  const step = Math.floor((usableDays * 86_400_000) / (collectives * (1 + 3 * casesEach) + 1));
  let at = startOf(month) + firstRecordedDay * 86_400_000;
  const stamp = (id: string) => {
    at += step;
    const recorded = new Date(at);
    return { id, recordedAt: recorded.toISOString(), actor, today: dateInIndia(recorded) };
  };
  let casesLeft = cases;
  for (let collective = 0; collective < collectives; collective += 1) {
    const { today, ...recorded } = stamp(idOf('meeting', monthAt * collectives + collective));
    const heldOn = monthAt > 0 && random(lateSheetEach) === 0 ? addDays(today, -28) : today;
    yield sheetOf(recorded, { collective, membersEach, heldOn, monthAt, random });
    for (let of = 0; of < casesEach && casesLeft > 0; of += 1, casesLeft -= 1) {
      const count = monthAt * 1_000_000 + casesLeft;
      const memberId = idOf('member', collective * membersEach + random(membersEach));
      const caseId = idOf('case', count);
      const opened = stamp(caseId);
      const { today: openedOn, ...openedAt } = opened;
      const kind = pick(['crisis', 'legal_aid', 'entitlement', 'mental_health'] as const, random(4));
      yield { type: 'case_opened', ...openedAt, caseId, memberId, kind, priority: 'normal', openedOn };
      const { today: on, ...happened } = stamp(idOf('event', count));
      yield {
        type: 'case_event',
        ...happened,
        caseId,
        memberId,
        on,
        event: pick(events, random(events.length)),
      };
      if (count % openCaseEach !== 0) {
        const { today: closedOn, ...closed } = stamp(idOf('closing', count));
        const event = { type: 'status', status: 'closed' } as const;
        yield { type: 'case_event', ...closed, caseId, memberId, on: closedOn, event };
      }
    }
  }
  const outreachId = idOf('outreach', monthAt);
  const { today, ...recorded } = stamp(outreachId);
  yield {
    type: 'outreach_recorded',
    ...recorded,
    outreachId,
    kind: 'police_orientation',
    on: today,
    mode: 'in_person',
    district: 'Guntur',
    participants: 10 + random(20),
  };
}

const sheetOf = (
  recorded: { readonly id: string; readonly recordedAt: string; readonly actor: string },
  about: {
    readonly collective: number;
    readonly membersEach: number;
    readonly heldOn: string;
    readonly monthAt: number;
    readonly random: (below: number) => number;
  },
): JournalLineOf<'meeting_held'> => {
  const { collective, membersEach, heldOn, monthAt, random } = about;
  const rows = Array.from({ length: membersEach }, (_, row) => collective * membersEach + row);
  return {
    type: 'meeting_held',
    ...recorded,
    collectiveId: idOf('collective', collective),
    meetingId: recorded.id,
    heldOn,
    counted: true,
    attendance: rows.map((member) => {
      const luck = random(20);
      return {
        memberId: idOf('member', member),
        status: luck < 17 ? 'present' : luck < 19 ? 'absent' : 'excused',
      };
    }),
    entries: rows.map((member, row): JournalLineOf<'meeting_held'>['entries'][number] => {
      const memberId = idOf('member', member);
      // Each month another member takes a loan, and the borrower of the month before repays part of hers.
      if (row === monthAt % membersEach) {
        return {
          memberId,
          kind: 'loan',
          amountPaise: 100_000,
          loanId: idOf('loan', member + monthAt * 100_000),
        };
      }
      if (monthAt > 0 && row === (monthAt - 1) % membersEach) {
        const loanId = idOf('loan', member + (monthAt - 1) * 100_000);
        return { memberId, kind: 'repayment', amountPaise: 50_000, loanId };
      }
      return { memberId, kind: random(20) === 0 ? 'fine' : 'deposit', amountPaise: 1_000 * (1 + random(20)) };
    }),
  };
};
