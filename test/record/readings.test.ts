import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitEvents, fitInTurns } from '../../functions/areas/record/fit-record.ts';
import {
  caseReadingsOf,
  maxCaseReadings,
  maxReadings,
  readingsOf,
} from '../../functions/areas/record/readings.ts';
import type { AccessLine, RecordedCase } from '../../functions/areas/record/schema.ts';

import { answerBytesOf } from '../../functions/shared/http/answer-size.ts';

import type { StoredLook } from '../../functions/shared/journal/look.ts';
import { partOf } from '../../functions/shared/journal/read-parts.ts';
import { encodeShown } from '../../functions/shared/journal/shown.ts';

const at = '2026-10-15T06:30:00.000Z';
const line = (more: Partial<AccessLine> = {}): AccessLine => ({
  at,
  actor: 'somebody',
  role: 'coordinator',
  route: 'GET /api/members/{id}',
  subject: 'her',
  subjects: ['her'],
  fields: ['name'],
  ...more,
});

const idOf = (letter: string) => `${letter.repeat(8)}-${letter.repeat(4)}-7000-8000-${letter.repeat(12)}`;
const her = { id: idOf('a'), createdAt: '2026-09-01T00:00:00Z' };
const noLooks = { looks: [], since: '2025-10-01T00:00:00.000Z' };
const openingsOnly = (lines: readonly AccessLine[], known: Parameters<typeof readingsOf>[2]) =>
  readingsOf({ openings: { lines }, looks: noLooks }, her, known);
/** A look at one list. */
const look = (
  what: StoredLook['what'][number],
  ids: readonly string[],
  { days = ['2026-10-15'], ...more }: Partial<Omit<StoredLook, 'days'>> & { days?: string[] } = {},
): StoredLook => ({
  role: 'coordinator',
  what: [what],
  shown: Buffer.from(encodeShown([{ of: undefined, ids: new Map(ids.map((id) => [id, 1])) }])),
  month: days[0]?.slice(0, 7) ?? '',
  actor: idOf('9'),
  days: new Map(days.map((day) => [day, `${day}T06:30:00.000Z`])),
  ...more,
});

describe('what was looked at', () => {
  test.each([
    ['GET /api/members/{id}', ['name'], 'member'],
    ['POST /api/members/search', ['name'], 'member'],
    ['GET /api/members', ['birthYear'], 'member'],
    ['GET /api/members/{id}/savings', ['savings'], 'savings'],
    ['GET /api/collectives/{id}/ledger', ['savings'], 'savings'],
    ['GET /api/collectives/{id}/meetings/{meetingId}', ['attendance'], 'savings'],
    ['GET /api/me/pack', ['name', 'phone'], 'member'],
    ['GET /api/me/pack', ['attendance', 'entries', 'savings', 'loans'], 'savings'],
    ['GET /api/me/pack', ['memberId', 'kind', 'status', 'entitlements'], 'case'],
    ['GET /api/cases/{id}/events', ['text'], 'case'],
    ['GET /api/members/{id}/cases', ['kind'], 'case'],
    ['GET /api/agenda', ['due'], 'case'],
    ['POST /api/break-glass', ['code'], 'case'],
    ['GET /api/requests', ['text'], 'request'],
    ['POST /api/members/{id}/requests/{requestId}/steps', ['steps'], 'request'],
    ['PUT /api/outreach/{id}/roster', ['roster'], 'outreach'],
    ['GET /api/members/{id}/record', ['name'], 'record'],
    ['POST /api/exports', ['caseSummary'], 'case'],
    ['POST /api/exports', ['members'], 'member'],
    ['POST /api/exports', ['ledger'], 'savings'],
    ['POST /api/exports', ['somethingNew'], undefined],
    // Nothing that exists only since somebody suspects something, or has asked for what is not decided yet.
    ['GET /api/same-women', ['code', 'because'], undefined],
    ['POST /api/same-women', ['code', 'because'], undefined],
    ['GET /api/approvals', ['name'], undefined],
    ['GET /api/erasures', ['reason'], undefined],
    ['GET /api/snapshots/preview', ['quality'], undefined],
    ['POST /api/exports', ['likelyDuplicates'], undefined],
    ['POST /api/exports', ['outliers'], undefined],
    ['GET /api/something-new', ['name'], undefined],
  ])('by %s with %j is %s', (route, fields, what) => {
    expect(partOf({ route, fields })).toBe(what);
  });

  test('of cases and requests is told where the reader knows of one of them', () => {
    const known = { cases: new Set(['c1']), requests: new Set(['r1']) };
    const ofCase = { route: 'GET /api/cases/{id}' };
    const ofRequest = { route: 'GET /api/requests' };
    const { readings: told } = openingsOnly(
      [
        line({ ...ofCase, subjects: ['c1', 'her'] }),
        line({ ...ofCase, subjects: ['c2', 'her'] }),
        line({ ...ofRequest, subjects: ['r2', 'her'] }),
        line({ ...ofRequest, subjects: ['r2', 'r1', 'her'] }),
        line({ route: 'GET /api/members/{id}/record', subjects: ['her', 'c2'] }),
        line({ route: 'POST /api/exports', fields: ['somethingNew'] }),
      ],
      known,
    );
    expect(told.map(({ what }) => what)).toEqual(['case', 'request', 'record']);
    expect(told[0]).toEqual({ role: 'coordinator', at, what: 'case' });
  });

  test('in lists is told of her alone, by month, role and part, and of cases and requests that are known', () => {
    const [c1, c2, another] = [idOf('c'), idOf('d'), idOf('e')];
    const known = { cases: new Set([c1]), requests: new Set<string>() };
    const two = Buffer.from(
      encodeShown([
        {
          of: undefined,
          ids: new Map([
            [her.id, 0b01],
            [another, 0b11],
          ]),
        },
      ]),
    );
    const looks: StoredLook[] = [
      look('member', [her.id, another]),
      look('member', [her.id], { days: ['2026-10-03', '2026-10-15'], actor: another }),
      look('member', [her.id], { days: ['2026-10-20'], role: 'leader' }),
      look('member', [her.id], { days: ['2026-09-30'] }),
      look('member', [another], { days: ['2026-08-30'] }),
      look('case', [her.id, c1]),
      look('case', [her.id, c2], { days: ['2026-08-30'] }),
      look('request', [her.id, c1]),
      look(null, [her.id], { days: ['2026-08-30'] }),
      // Savings of both, but the case of another.
      { ...look('savings', []), what: ['savings', 'case'], shown: two, role: 'auditor' },
    ];
    const { readings } = readingsOf(
      { openings: { lines: [] }, looks: { looks, since: '2025-10-01T00:00:00.000Z' } },
      her,
      known,
    );
    expect(readings).toEqual([
      { role: 'leader', at: '2026-10-20T06:30:00.000Z', what: 'member', inList: true, days: 1 },
      { role: 'coordinator', at, what: 'member', inList: true, days: 2 },
      { role: 'coordinator', at, what: 'case', inList: true, days: 1 },
      { role: 'auditor', at, what: 'savings', inList: true, days: 1 },
      { role: 'coordinator', at: '2026-09-30T06:30:00.000Z', what: 'member', inList: true, days: 1 },
    ]);
  });

  test('is told of a thousand openings at most and a year of lists, and since when that is all', () => {
    const day = (index: number) => new Date(Date.parse(at) - index * 86_400_000).toISOString();
    const known = { cases: new Set<string>(), requests: new Set<string>() };
    const enrolledEarly = { ...her, createdAt: '2020-09-01T00:00:00Z' };
    const tell = (lines: readonly AccessLine[]) =>
      readingsOf(
        { openings: { lines }, looks: { ...noLooks, since: '2020-01-01T00:00:00.000Z' } },
        enrolledEarly,
        known,
      );
    const ofOne = Array.from({ length: maxReadings + 1 }, (_, index) => line({ at: day(index) }));
    const alone = tell(ofOne);
    expect(alone.readings).toHaveLength(maxReadings);
    expect(alone.readings.at(-1)?.at).toBe(day(maxReadings - 1));
    expect(alone.readingsSince).toEqual({ openings: day(maxReadings) });
    // Another’s, older than all of these, takes the place of the oldest of them.
    const another = line({ at: day(maxReadings + 1), actor: 'another', role: 'leader' });
    const both = tell([...ofOne, another]);
    expect(both.readings).toHaveLength(maxReadings);
    expect(both.readings.slice(-2).map((one) => one.at)).toEqual([day(maxReadings - 2), another.at]);
    expect(both.readingsSince).toEqual({ openings: day(maxReadings - 1) });
    // Equal ones are left out first, and nothing is said of them.
    const equal = Array.from({ length: maxReadings }, () => line());
    const repeated = tell([...equal, line({ at: day(1) })]);
    expect(repeated.readings).toHaveLength(maxReadings);
    expect(repeated.readings.at(-1)?.at).toBe(day(1));
    expect(repeated).not.toHaveProperty('readingsSince');
    const longAgo = { ...her, createdAt: '2024-09-01T00:00:00Z' };
    expect(readingsOf({ openings: { lines: [] }, looks: noLooks }, longAgo, known).readingsSince).toEqual({
      lists: '2025-10-01T00:00:00.000Z',
    });
    expect(openingsOnly([line()], known)).not.toHaveProperty('readingsSince');
  });

  test('of one case leaves lists out', () => {
    const lines = [
      line({ route: 'GET /api/cases/{id}', subject: 'c1', role: 'caseworker' }),
      line({ route: 'GET /api/cases', subject: undefined }),
      line({ route: 'GET /api/members/{id}/cases', subject: 'her' }),
      line({ route: 'GET /api/members/{id}/record', subject: 'her', role: 'leader' }),
    ];
    expect(caseReadingsOf({ lines }, 'c1')).toEqual({
      items: [
        { role: 'caseworker', at },
        { role: 'leader', at },
      ],
    });
    const many = Array.from({ length: maxCaseReadings + 1 }, (_, index) =>
      line({ subject: 'c1', actor: `${index}` }),
    );
    expect(caseReadingsOf({ lines: many }, 'c1')).toMatchObject({ since: at });
    const repeated = Array.from({ length: maxCaseReadings }, () => line({ subject: 'c1' }));
    const earlier = line({ subject: 'c1', at: '2026-10-02T06:30:00.000Z' });
    const { items, since } = caseReadingsOf({ lines: [...repeated, earlier] }, 'c1');
    expect(items).toHaveLength(maxCaseReadings);
    expect(items.at(-1)?.at).toBe(earlier.at);
    expect(since).toBeUndefined();
    expect(caseReadingsOf({ lines, since: at }, 'c1')).toMatchObject({ since: at });
  });
});

const note = (id: string, on: string, text: string): RecordedCase['events'][number] => ({
  id,
  type: 'note',
  on,
  text,
  createdAt: at,
  createdBy: 'somebody',
  version: 1,
});
const days = fc.integer({ min: 1, max: 28 }).map((day) => `2026-10-${String(day).padStart(2, '0')}`);
const timelines = fc.array(fc.array(fc.tuple(days, fc.string({ maxLength: 40 })), { maxLength: 12 }), {
  maxLength: 5,
});

test('events that do not fit are the oldest, and are counted', () => {
  fc.assert(
    fc.property(timelines, fc.nat({ max: 12_000 }), (given, room) => {
      const cases = given.map(
        (events, index): RecordedCase => ({
          id: `c${index}`,
          code: 'C-AAAAAA',
          memberId: 'her',
          kind: 'crisis',
          priority: 'normal',
          openedOn: '2026-10-01',
          status: 'open',
          due: [],
          createdAt: at,
          createdBy: 'somebody',
          version: 1,
          events: events.map(([on, text], at) => note(`${index}-${at}`, on, text)),
        }),
      );
      const least = answerBytesOf(cases.map((one) => ({ ...one, events: [], eventsLeftOut: 99 })));
      const fitted = fitEvents(cases, least + room);
      expect(answerBytesOf(fitted)).toBeLessThanOrEqual(least + room);
      const kept = fitted.flatMap(({ events }) => events);
      const left = cases
        .flatMap(({ events }) => events)
        .filter(({ id }) => !kept.some((one) => one.id === id));
      for (const one of left) for (const other of kept) expect(one.on <= other.on).toBe(true);
      for (const [index, one] of fitted.entries()) {
        const all = cases[index]?.events ?? [];
        expect(one.events.length + (one.eventsLeftOut ?? 0)).toBe(all.length);
        expect(all.filter(({ id }) => one.events.some((event) => event.id === id))).toEqual(one.events);
        if (one.eventsLeftOut === undefined) expect(one).toEqual(cases[index]);
      }
      if (answerBytesOf(cases) <= least + room) expect(left).toEqual([]);
    }),
  );
});

const recorded = fc
  .array(fc.record({ text: fc.string(), isOpen: fc.boolean(), by: fc.constantFrom('a', 'b', 'c') }))
  .map((all) =>
    all.map((one, index) => ({ ...one, createdBy: one.by, createdAt: `${1_000_000 + ((index * 7) % 101)}` })),
  );

test('of a list that is too large as many are kept as fit, in their order, and the others counted', () => {
  fc.assert(
    fc.property(recorded, fc.nat(2_000), (all, room) => {
      const { kept, leftOut } = fitInTurns(all, ({ isOpen }) => isOpen, room);
      expect(kept).toEqual(all.filter((one) => kept.includes(one)));
      expect(kept.length + leftOut).toBe(all.length);
      const bytes = kept.reduce((sum, one) => sum + answerBytesOf(one) + 1, 0);
      expect(bytes).toBeLessThanOrEqual(room);
      for (const one of all) {
        if (!kept.includes(one)) expect(bytes + answerBytesOf(one) + 1).toBeGreaterThan(room);
      }
    }),
  );
});

test('whoever records hundreds displaces no open one of another, nor its newer ones by an id', () => {
  const written = (createdBy: string, day: number, isOpen = true) => ({
    createdBy,
    isOpen,
    createdAt: `2026-10-${String(day).padStart(2, '0')}T06:30:00Z`,
  });
  const hers = written('coordinator', 1);
  const many = Array.from({ length: 200 }, (_, index) =>
    written('leader', 2 + (index % 20), index % 2 === 0),
  );
  // In the order of the ids, which whoever records them chooses.
  const room = 30 * (answerBytesOf(many[0]) + 10);
  const { kept, leftOut } = fitInTurns([hers, ...many], ({ isOpen }) => isOpen, room);
  expect(leftOut).toBeGreaterThan(160);
  expect(kept).toContain(hers);
  expect(kept.every(({ isOpen }) => isOpen)).toBe(true);
});
