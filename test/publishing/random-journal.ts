import fc from 'fast-check';
import { type AgeBand, ageBands } from '../../functions/shared/calendar/age-bands.ts';
import { addDays, dateInIndia } from '../../functions/shared/calendar/calendar.ts';
import type { JournalLine, JournalLineOf } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { entryKinds, lineKinds } from '../../functions/shared/kinds/book-kinds.ts';
import { demandSteps } from '../../functions/shared/kinds/demand-words.ts';
import { districtNames } from '../../functions/shared/reach/districts.ts';
import { actor, idOf } from './journal-builder.ts';

/**
 * Random lines of a small programme: few members and collectives, so that everything happens to them, in any order, also before
 * they are enrolled; dates before and after recording; some at one instant.
 */

const start = Date.parse('2025-12-28T18:00:00.000Z');
const names = ['Padma', 'Sita', 'Lakshmi', 'Ganga', 'Silent'] as const;
const collectives = ['Vennela', 'Godavari'] as const;

const name = fc.constantFrom(...names);
const memberId = name.map(idOf);
const collectiveId = fc.constantFrom(...collectives).map(idOf);
const ageBand: fc.Arbitrary<AgeBand> = fc.constantFrom(...ageBands);
const district = fc.constantFrom(...districtNames.slice(0, 3));
const paise = fc.integer({ min: 1, max: 500 });
const childId = fc.constantFrom('Anu', 'Bala', 'Chitti').map(idOf);
const child = fc.record({
  id: childId,
  // School age, and fifteen to seventeen, begin and end within the months that are counted.
  birthYear: fc.constantFrom(2008, 2009, 2011, 2015, 2020),
  gender: fc.constantFrom('female', 'female', 'male'),
});
const status = fc.constantFrom(
  'enrolled',
  'not_enrolled',
  'enrolled',
  'not_enrolled',
  'irregular',
  'completed',
  'unknown',
);
const schoolingOf = (id: string) =>
  fc.record({ id: fc.constant(idOf(id)), on: fc.constantFrom('2025-06-30', '2025-12-31'), status });
const requestKind = fc.constantFrom('access', 'correction', 'erasure', 'grievance');
const demandKind = fc.constantFrom('rti', 'rti_appeal', 'petition');
const roles = fc.array(
  fc.record({ memberId, role: fc.constantFrom('participant', 'facilitator', 'speaker') }),
  { maxLength: 4 },
);
const body = fc.constantFrom('collective', 'district_forum', 'state_forum', 'government_committee');
const caseId = fc.constantFrom('case 1', 'case 2').map(idOf);
const caseKind = fc.constantFrom('crisis', 'crisis', 'legal_aid', 'other');
const incident = fc.constantFrom('domestic_violence', 'threat', 'health', undefined);
const answer = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined });
/** Few areas have many answers, so that most women are asked again. */
const answers = fc.record({ safety: answer, debt: answer, belonging: answer });

type Recorded = { readonly id: string; readonly recordedAt: string; readonly today: string };
type Make = (recorded: Recorded, date: string) => JournalLine;

const consent = (id: string) =>
  fc.record({
    id: fc.constant(id),
    purpose: fc.constantFrom('services', 'reporting', 'reporting', 'sharing'),
    given: fc.boolean(),
    on: fc.constantFrom('2025-12-01', '2026-01-15', '2026-02-28'),
    givenBy: fc.constantFrom('self', 'guardian', 'child_welfare_committee'),
  });

const record = fc.record({
  memberId,
  collectiveId,
  district,
  ageBand,
  category: fc.constantFrom('trafficking_survivor', 'cse_survivor', 'undisclosed'),
  leaderSince: fc.option(fc.constantFrom('2025-11-30', '2026-01-31', '2026-02-01'), { nil: undefined }),
});

const event = fc.oneof(
  fc.record({
    type: fc.constant('service' as const),
    service: fc.constantFrom('mental_health', 'legal_aid', 'livelihood', 'shelter'),
  }),
  fc.record({
    type: fc.constant('entitlement' as const),
    entitlement: fc.constantFrom(
      'pension',
      'house_patta',
      'aadhaar_card',
      'ration_card',
      'bank_account',
      'other',
    ),
    stage: fc.constantFrom('applied', 'received'),
  }),
  fc.record({
    type: fc.constant('compensation' as const),
    applicationId: fc.constantFrom(idOf('application 1'), idOf('application 2')),
    scheme: fc.constant('nalsa_2018' as const),
    stage: fc.constantFrom('filed', 'filed', 'interim_paid', 'awarded', 'rejected', 'appealed', 'paid'),
  }),
  fc.record({
    type: fc.constant('proceeding' as const),
    proceedingId: fc.constant(idOf('matter')),
    step: fc.constantFrom('fir', 'testimony', 'charge_sheet'),
  }),
  fc.record({
    type: fc.constant('status' as const),
    status: fc.constantFrom('open', 'closed', 'reopened'),
  }),
  fc
    .constantFrom('helped', 'helped', 'partly', 'not', 'not_asked')
    .map((herWord) => ({ type: 'status' as const, status: 'closed' as const, herWord })),
  fc.record({ type: fc.constant('safety_plan' as const) }),
);

const account = fc.constantFrom(undefined, 'cash' as const, 'bank' as const);
const borrowingId = fc.constantFrom('borrowing 1', 'borrowing 2').map(idOf);
const source = fc.constantFrom('bank_linkage' as const, 'cif' as const);

/** A line of the group's money, with the fields that its kind has. */
const moved = fc
  .record({ kind: fc.constantFrom(...lineKinds), amountPaise: paise, account, borrowingId })
  .map(({ borrowingId: borrowed, account: where, ...line }) => ({
    ...line,
    ...(/^(bank|cash)_/.test(line.kind) ? {} : { account: where }),
    ...(line.kind.startsWith('borrowing_') ? { borrowingId: borrowed } : {}),
  }));

const sheet = fc.record({
  attendance: fc.uniqueArray(
    fc.record({ memberId, status: fc.constantFrom('present', 'absent', 'excused') }),
    { selector: (row) => row.memberId },
  ),
  entries: fc.array(
    fc.record({
      memberId,
      kind: fc.constantFrom('deposit', 'loan', 'repayment', ...entryKinds),
      amountPaise: paise,
      loanId: fc.constantFrom('loan 1', 'loan 2').map(idOf),
      account,
    }),
    { maxLength: 4 },
  ),
  lines: fc.option(fc.array(moved, { maxLength: 3 }), { nil: undefined }),
});

/** The entries of a sheet, with the fields that their kind has. A loan that is given again has the same plan: in truth its id is taken. */
const entriesOf = (rows: typeof sheet extends fc.Arbitrary<infer Rows> ? Rows : never) => ({
  ...rows,
  entries: rows.entries.map(({ account: where, ...entry }) => ({
    ...entry,
    ...(entry.kind === 'set_off' || entry.kind === 'write_off' ? {} : { account: where }),
    ...(entry.kind === 'loan' && entry.loanId === idOf('loan 1')
      ? { instalments: 3, firstDueOn: '2026-02-28' }
      : {}),
  })),
});

const openedLoan = fc.record({
  loanId: fc.constant(idOf('opened loan')),
  disbursedOn: fc.constant('2025-06-30'),
  principalPaise: fc.integer({ min: 300, max: 900 }),
  outstandingPaise: fc.nat(300),
  instalments: fc.integer({ min: 1, max: 9 }),
  firstDueOn: fc.constantFrom('2025-07-31', '2025-11-30'),
});

const made: fc.Arbitrary<Make> = fc.oneof(
  fc.record({ collectiveId, district, closed: fc.boolean(), changed: fc.boolean() }).map(
    ({ closed, changed, ...rest }): Make =>
      ({ id, recordedAt, today }, formedOn) => ({
        ...(changed
          ? { type: 'collective_changed' as const, fields: [] }
          : { type: 'collective_formed' as const }),
        id,
        recordedAt,
        actor,
        ...rest,
        formedOn,
        closedOn: closed ? today : undefined,
      }),
  ),
  fc
    .record({
      record,
      consents: fc.array(consent(idOf('first consent')), { maxLength: 2 }),
      child,
      schooling: schoolingOf('first observation'),
    })
    .map(
      ({ record: fields, consents, child: own, schooling }): Make =>
        ({ id, recordedAt }, joinedOn) => ({
          type: 'member_enrolled',
          id,
          recordedAt,
          actor,
          ...fields,
          joinedOn,
          consents,
          children: [{ ...own, schooling }],
        }),
    ),
  record.map(
    (fields): Make =>
      ({ id, recordedAt }, joinedOn) => ({
        type: 'member_changed',
        id,
        recordedAt,
        actor,
        ...fields,
        joinedOn,
        fields: [],
      }),
  ),
  fc.record({ memberId, consent: consent(idOf('later consent')) }).map(
    (rest): Make =>
      ({ id, recordedAt }) => ({ type: 'consent_recorded', id, recordedAt, actor, ...rest }),
  ),
  fc.record({ memberId, child, status, changed: fc.boolean() }).map(
    ({ changed, status: said, ...rest }): Make =>
      ({ id, recordedAt, today }) => ({
        type: changed ? 'child_changed' : 'child_recorded',
        id,
        recordedAt,
        actor,
        ...rest,
        schooling: { id: idOf(`observation of ${id}`), on: today, status: said },
      }),
  ),
  {
    weight: 4,
    arbitrary: fc.record({ memberId, childId, status }).map(
      ({ status: said, ...rest }): Make =>
        ({ id, recordedAt }, on) => ({
          type: 'schooling_recorded',
          id,
          recordedAt,
          actor,
          ...rest,
          schooling: { id, on, status: said },
        }),
    ),
  },
  fc.record({ memberId, kind: requestKind }).map(
    (rest): Make =>
      ({ id, recordedAt }, on) => ({
        type: 'request_recorded',
        id,
        recordedAt,
        actor,
        ...rest,
        on: addDays(on, -80),
        via: 'spoken',
      }),
  ),
  fc.record({ kind: demandKind, promised: fc.option(fc.nat(60), { nil: undefined }) }).map(
    ({ kind, promised }): Make =>
      ({ id, recordedAt }, on) => {
        const days = { rti: 30, rti_appeal: 45, petition: promised }[kind];
        return {
          type: 'demand_recorded',
          ...{ id, recordedAt, actor, demandId: id, on, kind },
          ...{ recipient: 'dlsa', about: 'compensation' },
          ...(days === undefined ? {} : { dueOn: addDays(on, days) }),
        };
      },
  ),
  fc.record({ memberId, body, ends: fc.boolean() }).map(
    ({ ends, ...rest }): Make =>
      ({ id, recordedAt, today }, from) => ({
        type: 'office_recorded',
        id,
        recordedAt,
        actor,
        ...rest,
        office: 'member',
        from,
        ...(ends ? { to: addDays(today, 20) } : {}),
      }),
  ),
  {
    weight: 6,
    arbitrary: fc.record({ memberId, answers }).map(
      (rest): Make =>
        ({ id, recordedAt }, on) => ({
          type: 'talk_recorded',
          id,
          recordedAt,
          actor,
          talkId: id,
          on,
          ...rest,
        }),
    ),
  },
  memberId.map(
    (member): Make =>
      ({ id, recordedAt }, exitedOn) => ({
        type: 'member_exited',
        id,
        recordedAt,
        actor,
        memberId: member,
        exitedOn,
      }),
  ),
  {
    weight: 2,
    arbitrary: fc.record({ collectiveId, sheet }).map(
      ({ collectiveId: collective, sheet: rows }): Make =>
        ({ id, recordedAt }, heldOn) => ({
          type: 'meeting_held',
          id,
          recordedAt,
          actor,
          collectiveId: collective,
          meetingId: id,
          heldOn,
          ...entriesOf(rows),
          counted: rows.entries.length % 2 === 0,
        }),
    ),
  },
  fc.record({ collectiveId, lines: fc.array(moved, { minLength: 1, maxLength: 4 }) }).map(
    (rest): Make =>
      ({ id, recordedAt }, on) => ({
        type: 'voucher_recorded',
        id,
        recordedAt,
        actor,
        voucherId: id,
        on,
        ...rest,
      }),
  ),
  fc.record({ collectiveId, borrowingId, source }).map(
    (rest): Make =>
      ({ id, recordedAt }, sanctionedOn) => ({
        type: 'borrowing_recorded',
        id,
        recordedAt,
        actor,
        sanctionedOn,
        principalPaise: 10_000,
        ...rest,
      }),
  ),
  fc
    .record({
      collectiveId,
      bankPaise: paise,
      members: fc.uniqueArray(
        fc.record({ memberId, savingsPaise: paise, loans: fc.array(openedLoan, { maxLength: 1 }) }),
        { selector: (member) => member.memberId, maxLength: 3 },
      ),
      borrowings: fc.array(
        fc.record({
          borrowingId: fc.constant(idOf('opened borrowing')),
          source,
          sanctionedOn: fc.constant('2025-01-31'),
          principalPaise: fc.constant(500),
          outstandingPaise: paise,
        }),
        { maxLength: 1 },
      ),
    })
    .map(
      (rest): Make =>
        ({ id, recordedAt }, asOf) => ({
          type: 'books_opened',
          id,
          recordedAt,
          actor,
          openingId: id,
          asOf,
          cashPaise: 0,
          grantsPaise: 0,
          surplusPaise: 0,
          ...rest,
        }),
    ),
  fc
    .record({
      collectiveId,
      toCollectiveId: collectiveId,
      bankPaise: paise,
      borrowings: fc.uniqueArray(fc.record({ borrowingId, source, outstandingPaise: paise }), {
        selector: (borrowing) => borrowing.borrowingId,
        maxLength: 2,
      }),
    })
    .map(
      (rest): Make =>
        ({ id, recordedAt }, on) => ({
          type: 'move_recorded',
          id,
          recordedAt,
          actor,
          moveId: id,
          on,
          members: [],
          cashPaise: 0,
          grantsPaise: 0,
          surplusPaise: 0,
          ...rest,
        }),
    ),
  fc.record({ caseId, memberId, kind: caseKind, incident, changed: fc.boolean() }).map(
    ({ changed, incident: happened, ...rest }): Make =>
      ({ id, recordedAt, today }, openedOn) => ({
        ...(changed
          ? {
              type: 'case_changed' as const,
              // Of the changes some take the incident away, and some leave it as it is.
              ...(happened === undefined && today.endsWith('1')
                ? { fields: [] }
                : { fields: ['incident'], incident: happened ?? null }),
            }
          : { type: 'case_opened' as const, incident: happened }),
        id,
        recordedAt,
        actor,
        ...rest,
        priority: 'normal',
        openedOn,
      }),
  ),
  {
    weight: 4,
    arbitrary: fc.record({ caseId, memberId, event }).map(
      (rest): Make =>
        ({ id, recordedAt }, on) => ({ type: 'case_event', id, recordedAt, actor, on, ...rest }),
    ),
  },
  fc
    .record({
      kind: fc.constantFrom(
        'media_sensitisation',
        'media_story',
        'police_orientation',
        'leadership_training',
      ),
      mode: fc.constantFrom('in_person', 'online'),
      district,
      participants: fc.integer({ min: 0, max: 30 }),
      title: fc.option(fc.constantFrom('A story', 'Another story'), { nil: undefined }),
    })
    .map(
      (rest): Make =>
        ({ id, recordedAt }, on) => ({
          type: 'outreach_recorded',
          id,
          recordedAt,
          actor,
          outreachId: id,
          on,
          ...rest,
        }),
    ),
  fc.constantFrom('2025-11', '2026-01', '2026-02', '2026-04').map(
    (from): Make =>
      ({ id, recordedAt, today }) => ({
        type: 'programme_terms_set',
        id,
        recordedAt,
        actor,
        from,
        name: 'Leadership Next',
        implementer: 'HELP',
        forum: 'VIMUKTHI',
        funder: `Funder of ${today}`,
        state: 'Andhra Pradesh',
      }),
  ),
  fc.record({ code: fc.constantFrom('pensions', 'house_pattas'), value: fc.nat(99) }).map(
    ({ code, value }): Make =>
      ({ id, recordedAt }) => ({
        type: 'baselines_set',
        id,
        recordedAt,
        actor,
        baselines: { [code]: { asOf: '2025-10-31', value, source: 'A register' } },
      }),
  ),
  fc.record({ en: fc.option(fc.constant('A text.')), ja: fc.option(fc.constant('文。')) }).map(
    (texts): Make =>
      ({ id, recordedAt }, date) => ({
        type: 'narrative_set',
        id,
        recordedAt,
        actor,
        month: date.slice(0, 7),
        ...texts,
      }),
  ),
);

const reversedKinds = {
  schooling_recorded: 'schooling',
  office_recorded: 'office',
  request_recorded: 'request',
  talk_recorded: 'talk',
} as const;

/** A member is enrolled once, and a case opened once. */
const once = (lines: readonly JournalLine[]): JournalLine[] => {
  const seen = new Set<string>();
  return lines.filter((line) => {
    const made =
      line.type === 'member_enrolled' ? line.memberId : line.type === 'case_opened' ? line.caseId : line.id;
    return !seen.has(made) && seen.add(made);
  });
};

/** One step of a random journal: a line, and what becomes of it. */
type Step = {
  readonly make: Make;
  /** After the step before. */
  readonly hours: number;
  readonly daysBack: number;
  readonly reverse: boolean;
  readonly rosters: readonly JournalLineOf<'roster_set'>['participants'][];
  readonly reversedAfterHours: number;
};

/** A line that was just made, in its step. */
type MadeIn = Step & {
  readonly index: number;
  /** Its instant in milliseconds. */
  readonly at: number;
};

/**
 * Lines in the order of the journal, over some months. Some sheets and outreach are reversed later, some events taken back: these also at the
 * instant at which they were recorded, or before, as it may be with two requests that come at once.
 */
export const randomJournal: fc.Arbitrary<JournalLine[]> = fc
  .array(
    fc.record({
      make: made,
      hours: fc.integer({ min: 0, max: 60 }),
      daysBack: fc.integer({ min: 0, max: 70 }),
      reverse: fc.boolean(),
      rosters: fc.array(roles, { maxLength: 2 }),
      reversedAfterHours: fc.integer({ min: 0, max: 2000 }),
    }),
    { minLength: 30, maxLength: 80, size: 'max' },
  )
  .map((steps) => {
    let at = start;
    const lines = steps.flatMap((step, index) => {
      at += step.hours * 3_600_000;
      const today = dateInIndia(new Date(at));
      const recordedAt = new Date(at).toISOString();
      const line = step.make(
        { id: idOf(`random ${index}`), recordedAt, today },
        addDays(today, -step.daysBack),
      );
      const madeIn = { ...step, index, at };
      return [line, ...followers(line, madeIn), ...(step.reverse ? reversals(line, madeIn) : [])];
    });
    return once(lines.sort(compareLines));
  });

/** An instant after the line's own. */
const later = (at: number, hours: number): string => new Date(at + 1 + hours * 3_600_000).toISOString();

/** What follows a line whether or not it is reversed: rosters, answers to requests, the ends of offices. */
const followers = (
  line: JournalLine,
  { index, at, daysBack, rosters, reversedAfterHours }: MadeIn,
): JournalLine[] => {
  switch (line.type) {
    case 'outreach_recorded':
      return rosters.map((participants, at2) => ({
        type: 'roster_set',
        id: idOf(`roster ${index} ${at2}`),
        recordedAt: new Date(at + 1 + at2 * 900_000_000).toISOString(),
        actor,
        outreachId: line.outreachId,
        kind: line.kind,
        on: line.on,
        participants: [...participants],
      }));
    case 'request_recorded':
      return [
        {
          type: 'request_step',
          id: idOf(`step ${index}`),
          recordedAt: later(at, reversedAfterHours),
          actor,
          memberId: line.memberId,
          requestId: line.id,
          on: addDays(line.on, daysBack * 2),
          step: (['answered', 'acknowledged', 'refused', 'escalated'] as const)[daysBack % 4] ?? 'answered',
        },
      ];
    case 'demand_recorded':
      // The second is sometimes recorded earlier, or is of the same day.
      return ([daysBack, reversedAfterHours] as const).map((number, at2) => ({
        type: 'demand_step',
        id: idOf(`demand step ${index} ${at2}`),
        recordedAt: later(at, at2 === 0 ? reversedAfterHours : number % 900),
        actor,
        demandId: line.demandId,
        on: addDays(line.on, (number % 4) * 15),
        step: demandSteps[number % demandSteps.length] ?? 'answered',
      }));
    case 'office_recorded':
      return line.to !== undefined || daysBack % 2 !== 0
        ? []
        : [
            {
              type: 'office_ended',
              id: idOf(`end ${index}`),
              recordedAt: later(at, reversedAfterHours),
              actor,
              memberId: line.memberId,
              officeId: line.id,
              on: addDays(line.from, daysBack),
            },
          ];
    default:
      return [];
  }
};

/** The reversal of a line, if there is one for its type. */
const reversals = (line: JournalLine, { index, at, reversedAfterHours }: MadeIn): JournalLine[] => {
  const recordedAt = later(at, reversedAfterHours);
  // Sometimes before the line itself.
  const aroundIt = new Date(
    at + (reversedAfterHours % 50 === 0 ? -1 : reversedAfterHours) * 3_600_000,
  ).toISOString();
  const id = idOf(`reversal ${index}`);
  switch (line.type) {
    case 'meeting_held': {
      const { counted: _counted, ...sheet } = line;
      return [{ ...sheet, type: 'meeting_reversed', id, recordedAt, meetingRecordedAt: line.recordedAt }];
    }
    case 'voucher_recorded':
      return [{ ...line, type: 'voucher_reversed', id, recordedAt, voucherRecordedAt: line.recordedAt }];
    case 'move_recorded':
      return [{ ...line, type: 'move_reversed', id, recordedAt, moveRecordedAt: line.recordedAt }];
    case 'outreach_recorded': {
      const { title: _title, ...held } = line;
      return [{ ...held, type: 'outreach_reversed', id, recordedAt }];
    }
    case 'demand_recorded':
      return [{ type: 'demand_reversed', id, recordedAt: aroundIt, actor, demandId: line.demandId }];
    case 'schooling_recorded':
    case 'office_recorded':
    case 'request_recorded':
    case 'talk_recorded':
    case 'child_recorded':
      return [
        {
          type: 'member_entry_reversed',
          id: idOf(`entry reversal ${index}`),
          recordedAt: line.type === 'child_recorded' ? recordedAt : aroundIt,
          actor,
          memberId: line.memberId,
          of: line.type === 'child_recorded' ? line.child.id : line.id,
          kind: line.type === 'child_recorded' ? 'child' : reversedKinds[line.type],
        },
      ];
    case 'case_event':
      return [
        {
          ...line,
          type: 'case_event_taken_back',
          id: idOf(`taken back ${index}`),
          recordedAt: aroundIt,
          eventId: line.id,
          eventOn: line.on,
          eventRecordedAt: line.recordedAt,
        },
      ];
    default:
      return [];
  }
};
