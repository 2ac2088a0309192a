import { expect, test } from 'vitest';
import { closingInstant, daysOf, financialYearName, financialYearStart, indianDay } from './calendar.ts';
import type { Accepted } from './facts.ts';
import {
  type IndicatorFigures,
  type Publication,
  type SnapshotFigures,
  snapshotsOf,
  type Value,
} from './indicators.ts';

/** Small programmes whose numbers can be worked out by eye. */

/** Requests, one after another, each at a time of its own: `2026-03-10` stands for noon in India on that day. */
const programme = (
  ...requests: readonly (readonly [at: string, route: string, body: object, path?: Record<string, string>])[]
): Accepted[] =>
  requests.map(([at, route, body, path = {}], index) => ({
    recordedAt: at.length === 10 ? `${at}T06:30:00.000Z` : at,
    order: index + 1,
    route,
    path,
    body,
  }));

const collective = (id: string, formedOn: string) => ({ id, formedOn, name: id });

const agreed = (on: string, given = true) => ({
  id: `consent ${on} ${given}`,
  purpose: 'reporting',
  given,
  on,
});

const aGirl = { birthYear: 2010, gender: 'female', inSchool: true };

const member = (id: string, joinedOn: string, more: object = {}) => ({
  id,
  birthYear: 1990,
  district: 'Guntur',
  joinedOn,
  consents: [{ ...agreed(joinedOn), id: `consent of ${id}` }],
  ...more,
});

const sheet = (id: string, heldOn: string, entries: readonly (readonly [string, string, number])[]) => ({
  id,
  heldOn,
  attendance: [...new Set(entries.map(([memberId]) => memberId))].map((memberId) => ({
    memberId,
    status: 'present',
  })),
  entries: entries.map(([memberId, kind, amountPaise]) => ({
    memberId,
    kind,
    amountPaise,
    ...(kind === 'loan' || kind === 'repayment' ? { loanId: 'her loan' } : {}),
  })),
});

/** First versions of months at their own cutoffs, one after another. */
const monthly = (...months: readonly string[]): Publication[] =>
  months.map((month, index) => ({
    month,
    version: 1,
    cutoff: closingInstant(month),
    reason: null,
    ordinal: index + 1,
  }));

const last = (snapshots: readonly SnapshotFigures[]): SnapshotFigures => {
  const snapshot = snapshots.at(-1);
  if (snapshot === undefined) throw new Error('Nothing was published.');
  return snapshot;
};

const indicatorOf = (snapshot: SnapshotFigures, code: string): IndicatorFigures => {
  const found = snapshot.indicators.find((indicator) => indicator.code === code);
  if (found === undefined) throw new Error(`There is no ${code}.`);
  return found;
};

/** `[month, financialYear, toDate]` */
const valuesOf = (snapshot: SnapshotFigures, code: string): Value[] => {
  const { month, financialYear, toDate } = indicatorOf(snapshot, code);
  return [month, financialYear, toDate];
};

const events = 'POST /api/cases/{id}/events';
const meetings = 'POST /api/collectives/{id}/meetings';
const openCase = { id: 'case', memberId: 'A', kind: 'entitlement', openedOn: '2026-02-01' };
const received = (id: string, on: string, entitlement = 'pension') => ({
  id,
  type: 'entitlement',
  on,
  entitlement,
  stage: 'received',
});

test('the calendar is India’s', () => {
  expect(indianDay('2026-03-31T18:29:59.999Z')).toBe('2026-03-31');
  expect(indianDay('2026-03-31T18:30:00.000Z')).toBe('2026-04-01');
  expect(daysOf('2024-02')).toEqual({ first: '2024-02-01', last: '2024-02-29' });
  expect(closingInstant('2026-12')).toBe('2027-01-04T18:30:00.000Z');
  expect([financialYearName('2026-03'), financialYearName('2026-04')]).toEqual(['2025-26', '2026-27']);
  expect(financialYearStart('2027-03')).toBe('2026-04-01');
});

test('members are enrolled in the month they joined, those who agreed to be counted', () => {
  const requests = programme(
    ['2026-03-20', 'POST /api/members', member('A', '2026-03-20')],
    ['2026-04-02', 'POST /api/members', member('B', '2026-03-31')],
    ['2026-04-02', 'POST /api/members', member('C', '2026-04-01')],
    ['2026-03-21', 'POST /api/members', member('D', '2026-03-21', { consents: [] })],
  );
  const [march, april] = snapshotsOf(requests, monthly('2026-03', '2026-04'));
  if (!march || !april) throw new Error('Two months were published.');
  expect(valuesOf(march, 'members_enrolled')).toEqual([2, 2, 2]);
  expect(valuesOf(april, 'members_enrolled')).toEqual([1, 1, 3]);
  expect(valuesOf(april, 'members_active')).toEqual([3, 3, 3]);
});

test('a fact recorded at the cutoff is late, and becomes a revision', () => {
  const requests = programme(
    ['2026-04-04T18:29:59.999Z', 'POST /api/members', member('A', '2026-03-31')],
    ['2026-04-04T18:30:00.000Z', 'POST /api/members', member('B', '2026-03-30')],
  );
  const [march, april, may] = snapshotsOf(requests, monthly('2026-03', '2026-04', '2026-05'));
  if (!march || !april || !may) throw new Error('Three months were published.');
  expect(valuesOf(march, 'members_enrolled')).toEqual([1, 1, 1]);
  expect(valuesOf(april, 'members_enrolled')).toEqual([0, 0, 2]);
  expect(april.revisions).toEqual([
    { month: '2026-03', code: 'members_active', was: 1, now: 2 },
    { month: '2026-03', code: 'members_enrolled', was: 1, now: 2 },
  ]);
  expect(may.revisions).toEqual([]);
});

test('a consent decides for what is recorded after it, and for stocks by its own date', () => {
  const requests = programme(
    ['2026-03-01', 'POST /api/members', member('A', '2026-03-01', { consents: [] })],
    ['2026-03-10', meetings, sheet('one', '2026-03-10', [['A', 'deposit', 100]])],
    // Agreed in March, written down in April.
    ['2026-04-10', 'POST /api/members/{id}/consents', agreed('2026-03-15'), { id: 'A' }],
    ['2026-04-11', meetings, sheet('two', '2026-03-20', [['A', 'deposit', 20]])],
    // The withdrawal bears a March date, yet takes effect the day it is recorded.
    ['2026-05-20', 'POST /api/members/{id}/consents', agreed('2026-03-16', false), { id: 'A' }],
    ['2026-05-21', meetings, sheet('three', '2026-04-25', [['A', 'deposit', 3]])],
  );
  const [march, april, may] = snapshotsOf(requests, monthly('2026-03', '2026-04', '2026-05'));
  if (!march || !april || !may) throw new Error('Three months were published.');
  expect(valuesOf(march, 'savings_deposited')).toEqual([0, 0, 0]);
  expect(valuesOf(march, 'savings_balance')).toEqual([0, 0, 0]);
  expect(valuesOf(april, 'savings_deposited')).toEqual([0, 0, 20]);
  expect(valuesOf(april, 'savings_balance')).toEqual([120, 120, 120]);
  expect(valuesOf(april, 'members_saving')).toEqual([0, 0, 1]);
  expect(valuesOf(april, 'members_enrolled')).toEqual([0, 0, 0]);
  expect(april.revisions.map(({ code, was, now }) => [code, was, now])).toEqual([
    ['attendance_rate', { numerator: 0, denominator: 0 }, { numerator: 1, denominator: 1 }],
    ['meetings_held', 1, 2],
    ['members_active', 0, 1],
    ['members_saving', 0, 1],
    ['savings_balance', 0, 120],
    ['savings_deposited', 0, 20],
  ]);
  expect(valuesOf(may, 'savings_balance')).toEqual([0, 0, 0]);
  expect(valuesOf(may, 'members_active')).toEqual([0, 0, 0]);
  // Only the April meeting itself, and what she had saved by the end of April, when she was still counted.
  expect(may.revisions.map(({ month, code, was, now }) => [month, code, was, now])).toEqual([
    ['2026-04', 'meetings_held', 0, 1],
    ['2026-04', 'savings_balance', 120, 123],
  ]);
});

test('a reversed meeting is taken back on its own date, whatever became of the consent', () => {
  const requests = programme(
    ['2026-02-01', 'POST /api/members', member('A', '2026-02-01')],
    ['2026-03-10', meetings, sheet('one', '2026-03-10', [['A', 'deposit', 500]])],
    ['2026-03-11', meetings, sheet('two', '2026-03-11', [['A', 'loan', 200]])],
    ['2026-03-12', meetings, sheet('three', '2026-03-12', [['A', 'repayment', 50]])],
    ['2026-04-20', 'POST /api/members/{id}/consents', agreed('2026-04-20', false), { id: 'A' }],
    [
      '2026-04-21',
      'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
      { id: 'reversal' },
      { meetingId: 'one' },
    ],
  );
  const [march, april] = snapshotsOf(requests, monthly('2026-03', '2026-04'));
  if (!march || !april) throw new Error('Two months were published.');
  expect(valuesOf(march, 'loans_disbursed')).toEqual([200, 200, 200]);
  expect(valuesOf(march, 'loans_outstanding')).toEqual([150, 150, 150]);
  expect(valuesOf(march, 'attendance_rate')[0]).toEqual({ numerator: 3, denominator: 3 });
  expect(valuesOf(april, 'meetings_held')).toEqual([0, 0, 2]);
  expect(april.revisions).toEqual([
    {
      month: '2026-03',
      code: 'attendance_rate',
      was: { numerator: 3, denominator: 3 },
      now: { numerator: 2, denominator: 2 },
    },
    { month: '2026-03', code: 'meetings_held', was: 3, now: 2 },
    { month: '2026-03', code: 'members_saving', was: 1, now: 0 },
    { month: '2026-03', code: 'savings_balance', was: 500, now: 0 },
    { month: '2026-03', code: 'savings_deposited', was: 500, now: 0 },
  ]);
});

test('an entitlement counts where it first came, by date', () => {
  const requests = programme(
    ['2026-02-01', 'POST /api/members', member('A', '2026-02-01')],
    ['2026-02-01', 'POST /api/cases', openCase],
    ['2026-04-20', events, received('again', '2026-04-20'), { id: 'case' }],
    ['2026-05-20', events, received('earlier', '2026-03-10'), { id: 'case' }],
  );
  const [, april, may] = snapshotsOf(requests, monthly('2026-03', '2026-04', '2026-05'));
  if (!april || !may) throw new Error('Three months were published.');
  expect(valuesOf(april, 'pensions')).toEqual([1, 1, 1]);
  expect(valuesOf(may, 'pensions')).toEqual([0, 0, 1]);
  expect(may.revisions).toEqual([
    { month: '2026-03', code: 'pensions', was: 0, now: 1 },
    { month: '2026-04', code: 'pensions', was: 1, now: 0 },
  ]);
});

test('a person counts once in a period, and again in the next', () => {
  const service = (id: string, on: string) => ({ id, type: 'service', on, service: 'mental_health' });
  const requests = programme(
    ['2026-02-01', 'POST /api/members', member('A', '2026-02-01')],
    ['2026-02-01', 'POST /api/cases', openCase],
    ['2026-03-20', events, service('1', '2026-03-20'), { id: 'case' }],
    ['2026-04-20', events, service('2', '2026-04-10'), { id: 'case' }],
    ['2026-04-20', events, service('2', '2026-04-10'), { id: 'case' }],
    ['2026-04-20', events, service('3', '2026-04-20'), { id: 'case' }],
    ['2026-05-20', events, service('4', '2026-05-20'), { id: 'case' }],
  );
  const snapshot = last(snapshotsOf(requests, monthly('2026-03', '2026-04', '2026-05')));
  expect(valuesOf(snapshot, 'mental_health_survivors')).toEqual([1, 1, 1]);
});

test('the status of a case at the end of a month is the latest by date, then by recording', () => {
  const status = (id: string, on: string, word: string) => ({ id, type: 'status', on, status: word });
  const requests = programme(
    ['2026-02-01', 'POST /api/members', member('A', '2026-02-01')],
    ['2026-02-01', 'POST /api/cases', { ...openCase, kind: 'crisis' }],
    ['2026-03-20', events, status('1', '2026-03-20', 'closed'), { id: 'case' }],
    ['2026-03-21', events, status('2', '2026-03-19', 'in_progress'), { id: 'case' }],
    ['2026-04-20', events, status('3', '2026-04-20', 'reopened'), { id: 'case' }],
    ['2026-04-21', events, status('4', '2026-04-20', 'closed'), { id: 'case' }],
    ['2026-05-10', events, status('5', '2026-05-10', 'reopened'), { id: 'case' }],
  );
  const snapshots = snapshotsOf(requests, monthly('2026-02', '2026-03', '2026-04', '2026-05'));
  expect(snapshots.map((one) => valuesOf(one, 'cases_open')[0])).toEqual([1, 0, 0, 1]);
  expect(snapshots.map((one) => valuesOf(one, 'cases_closed')[0])).toEqual([0, 1, 1, 0]);
  expect(valuesOf(last(snapshots), 'cases_closed')).toEqual([0, 1, 2]);
  expect(valuesOf(last(snapshots), 'crisis_responses')).toEqual([0, 0, 1]);
});

test('stocks end with an exit, a closing, a removed leaderSince; schooling is dated the day it was recorded', () => {
  const requests = programme(
    ['2026-02-01', 'POST /api/collectives', collective('G', '2026-02-01')],
    [
      '2026-03-02',
      'POST /api/members',
      member('A', '2026-02-01', { leaderSince: '2026-02-10', children: [{ ...aGirl, id: 'child' }] }),
    ],
    ['2026-03-03', 'POST /api/members', member('B', '2026-02-01')],
    ['2026-04-02', 'PATCH /api/members/{id}', { leaderSince: null }, { id: 'A' }],
    ['2026-04-03', 'POST /api/members/{id}/exit', { exitedOn: '2026-03-31' }, { id: 'B' }],
    [
      '2026-05-20',
      'PUT /api/members/{id}/children/{childId}',
      { ...aGirl, inSchool: false },
      { id: 'A', childId: 'child' },
    ],
    ['2026-05-20', 'PATCH /api/collectives/{id}', { closedOn: '2026-05-10' }, { id: 'G' }],
  );
  const snapshots = snapshotsOf(requests, monthly('2026-02', '2026-03', '2026-04', '2026-05'));
  const stocks = (code: string) => snapshots.map((one) => valuesOf(one, code)[0]);
  expect(stocks('members_active')).toEqual([2, 1, 1, 1]);
  expect(stocks('leaders_active')).toEqual([1, 1, 0, 0]);
  expect(stocks('children_in_school')).toEqual([0, 1, 1, 0]);
  expect(stocks('collectives_active')).toEqual([1, 1, 1, 0]);
});

test('a changed joinedOn moves the enrolment, as a revision', () => {
  const requests = programme(
    ['2026-03-20', 'POST /api/members', member('A', '2026-03-20')],
    ['2026-03-25', 'POST /api/members/{id}/consents', agreed('2026-03-25', false), { id: 'A' }],
    ['2026-04-10', 'PATCH /api/members/{id}', { joinedOn: '2026-04-01' }, { id: 'A' }],
  );
  const april = last(snapshotsOf(requests, monthly('2026-03', '2026-04')));
  expect(valuesOf(april, 'members_enrolled')).toEqual([1, 1, 1]);
  expect(april.revisions).toEqual([{ month: '2026-03', code: 'members_enrolled', was: 1, now: 0 }]);
});

test('outreach: heads for some, pieces for others', () => {
  const outreach = (id: string, kind: string, mode: string, participants: number) => ({
    id,
    kind,
    on: '2026-03-10',
    mode,
    participants,
    district: 'Guntur',
  });
  const requests = programme(
    ['2026-03-10', 'POST /api/outreach', outreach('1', 'media_sensitisation', 'online', 12)],
    ['2026-03-10', 'POST /api/outreach', outreach('2', 'media_story', 'online', 0)],
    ['2026-03-10', 'POST /api/outreach', outreach('3', 'police_orientation', 'online', 7)],
    ['2026-03-10', 'POST /api/outreach', outreach('4', 'police_orientation', 'in_person', 30)],
    ['2026-03-10', 'POST /api/outreach', outreach('5', 'leadership_training', 'in_person', 20)],
    ['2026-03-10', 'POST /api/outreach', outreach('6', 'advocacy', 'in_person', 90)],
  );
  const snapshot = last(snapshotsOf(requests, monthly('2026-03')));
  expect(
    [
      'media_personnel_sensitised',
      'media_stories_published',
      'police_oriented_in_person',
      'police_oriented_online',
      'leadership_trainings',
    ].map((code) => valuesOf(snapshot, code)[0]),
  ).toEqual([12, 1, 30, 7, 1]);
});

test('targets are the financial year’s, as they stood at the cutoff', () => {
  const requests = programme(
    [
      '2026-03-01',
      'PUT /api/targets/{financialYear}',
      { targets: { pensions: 5 } },
      { financialYear: '2025-26' },
    ],
    [
      '2026-04-06',
      'PUT /api/targets/{financialYear}',
      { targets: { pensions: 9 } },
      { financialYear: '2026-27' },
    ],
    [
      '2026-05-06',
      'PUT /api/targets/{financialYear}',
      { targets: { bank_accounts: 7 } },
      { financialYear: '2026-27' },
    ],
  );
  const snapshots = snapshotsOf(requests, monthly('2026-03', '2026-04', '2026-05'));
  expect(snapshots.map((one) => indicatorOf(one, 'pensions').target)).toEqual([5, 9, null]);
  expect(snapshots.map((one) => indicatorOf(one, 'bank_accounts').target)).toEqual([null, null, 7]);
});

test('a correction has the targets of its month’s first cutoff', () => {
  const set = (at: string, pensions: number) =>
    [
      at,
      'PUT /api/targets/{financialYear}',
      { targets: { pensions } },
      { financialYear: '2026-27' },
    ] as const;
  const requests = programme(set('2026-04-06', 9), set('2026-05-06', 10));
  const corrected: Publication = {
    month: '2026-04',
    version: 2,
    cutoff: '2026-06-10T06:30:00.000Z',
    reason: 'late',
    ordinal: 3,
  };
  const snapshots = snapshotsOf(requests, [...monthly('2026-04', '2026-05'), corrected]);
  expect(snapshots.map((one) => indicatorOf(one, 'pensions').target)).toEqual([9, 10, 9]);
});

test('breakdowns: due at 20 and half as many again, rounded, repeated with their month, corrections too', () => {
  const enrol = (count: number, month: string, district: string, birthYear = 1990) =>
    programme(
      ...Array.from(
        { length: count },
        (_, index) =>
          [
            `${month}-10`,
            'POST /api/members',
            member(`${month} ${district} ${index}`, `${month}-01`, { district, birthYear }),
          ] as const,
      ),
    );
  const requests = [
    ...enrol(19, '2026-01', 'Guntur'),
    ...enrol(1, '2026-02', 'Eluru', 2010),
    ...enrol(9, '2026-03', 'Eluru'),
    ...enrol(6, '2026-04', 'Eluru'),
    ...enrol(5, '2026-04', 'Krishna'),
    // She moved: in the stock she moves too, in the count of the enrolled she stays.
    ...programme([
      '2026-04-20',
      'PATCH /api/members/{id}',
      { district: 'Eluru' },
      { id: '2026-01 Guntur 0' },
    ]),
  ].map((request, index) => ({ ...request, order: index + 1 }));
  const publications = [
    ...monthly('2026-01', '2026-02', '2026-03', '2026-04'),
    { month: '2026-03', version: 2, cutoff: '2026-05-10T00:00:00.000Z', reason: 'A recount', ordinal: 5 },
  ];
  const snapshots = snapshotsOf(requests, publications);
  const districtsOf = (code: string) =>
    snapshots.map((one) => {
      const district = indicatorOf(one, code).breakdowns.district;
      if (!district || district.cells === 'withheld') return null;
      expect(district.cells).toHaveLength(28);
      const of = (key: string) =>
        district.cells !== 'withheld' && district.cells.find((cell) => cell.key === key)?.value;
      return [district.asOf, of('Guntur'), of('Eluru'), of('Krishna')];
    });
  expect(districtsOf('members_enrolled')).toEqual([
    null,
    ['2026-02', 20, '*', '*'],
    ['2026-02', 20, '*', '*'],
    ['2026-04', 20, 20, '*'],
    ['2026-02', 20, '*', '*'],
  ]);
  expect(districtsOf('members_active')[3]).toEqual(['2026-04', 20, 20, '*']);
  const april = snapshots[3];
  expect(april && indicatorOf(april, 'members_enrolled').breakdowns.ageBand).toEqual({
    asOf: '2026-04',
    cells: [
      { key: 'under 18', value: '*' },
      { key: '18-24', value: '*' },
      { key: '25-34', value: '*' },
      { key: '35-44', value: 40 },
      { key: '45+', value: '*' },
    ],
  });
  expect(snapshots[4]?.reason).toBe('A recount');
});

test('a person’s cell is that of her first deposit by recording that still counts, not of a reversed one', () => {
  const women = Array.from({ length: 20 }, (_, index) => `W${index}`);
  const requests = programme(
    ...women.map((id) => ['2026-02-01', 'POST /api/members', member(id, '2026-02-01')] as const),
    [
      '2026-02-10',
      meetings,
      sheet(
        'one',
        '2026-02-10',
        women.map((id) => [id, 'deposit', 10] as const),
      ),
    ],
    [
      '2026-02-11',
      'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
      { id: 'r' },
      { meetingId: 'one' },
    ],
    ...women.map((id) => ['2026-02-12', 'PATCH /api/members/{id}', { district: 'Eluru' }, { id }] as const),
    [
      '2026-02-13',
      meetings,
      sheet(
        'two',
        '2026-02-10',
        women.map((id) => [id, 'deposit', 10] as const),
      ),
    ],
    ...women.map((id) => ['2026-02-14', 'PATCH /api/members/{id}', { district: 'NTR' }, { id }] as const),
  );
  const snapshot = last(snapshotsOf(requests, monthly('2026-02')));
  const cellOf = (code: string, key: string) => {
    const cells = indicatorOf(snapshot, code).breakdowns.district?.cells;
    return cells === 'withheld' ? cells : cells?.find((cell) => cell.key === key)?.value;
  };
  const cellsOf = (code: string) => ['Guntur', 'Eluru', 'NTR'].map((key) => cellOf(code, key));
  expect(cellsOf('members_saving')).toEqual(['*', 20, '*']);
  expect(cellsOf('members_active')).toEqual(['*', '*', 20]);
});

test('an event that was taken back counts no more from then on, and never in what was published', () => {
  const back = (id: string, on: string, eventId: string) => ({ id, type: 'taken_back', on, eventId });
  const requests = programme(
    ['2026-02-01', 'POST /api/members', member('A', '2026-02-01')],
    ['2026-02-01', 'POST /api/cases', openCase],
    ['2026-03-20', events, received('wrong', '2026-03-20'), { id: 'case' }],
    ['2026-03-21', events, { id: 'end', type: 'status', on: '2026-03-21', status: 'closed' }, { id: 'case' }],
    ['2026-04-20', events, received('right', '2026-04-20'), { id: 'case' }],
    ['2026-04-21', events, back('1', '2026-04-21', 'wrong'), { id: 'case' }],
    ['2026-04-22', events, back('2', '2026-04-22', 'end'), { id: 'case' }],
  );
  const [, march, april] = snapshotsOf(requests, monthly('2026-02', '2026-03', '2026-04'));
  if (!march || !april) throw new Error('Three months were published.');
  expect([valuesOf(march, 'pensions')[0], valuesOf(march, 'cases_open')[0]]).toEqual([1, 0]);
  expect(valuesOf(april, 'pensions')).toEqual([1, 1, 1]);
  expect(april.revisions).toEqual([
    { month: '2026-03', code: 'cases_closed', was: 1, now: 0 },
    { month: '2026-03', code: 'cases_open', was: 0, now: 1 },
    { month: '2026-03', code: 'pensions', was: 1, now: 0 },
  ]);
});

test('facts of one instant stand in the order of their ids', () => {
  const at = '2026-02-10T00:00:00.000Z';
  const requests = programme(
    ['2026-02-01', 'POST /api/members', member('A', '2026-02-01')],
    [at, 'POST /api/members/{id}/consents', { ...agreed('2026-02-10', false), id: 'm' }, { id: 'A' }],
    [at, meetings, sheet('l', '2026-02-10', [['A', 'deposit', 10]])],
    [at, meetings, sheet('n', '2026-02-10', [['A', 'deposit', 5]])],
  );
  expect(valuesOf(last(snapshotsOf(requests, monthly('2026-02'))), 'savings_deposited')[0]).toBe(10);
});
