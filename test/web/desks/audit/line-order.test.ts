import { expect, test } from 'vitest';
import {
  foldEqual,
  looksByActor,
  newestFirst,
  searchedFirst,
} from '../../../../web/src/desks/audit/line-order.ts';

test('the latest line comes first, whatever the order in which they came', () => {
  const lines = ['2026-11-03T10:00:00Z', '2026-11-29T10:00:00Z', '2026-11-05T10:00:00Z'].map((at) => ({
    at,
  }));
  expect(newestFirst(lines, ({ at }) => at).map(({ at }) => at.slice(8, 10))).toEqual(['29', '05', '03']);
});

test('the woman who was searched for comes first among those whom a line is about', () => {
  const records = ['a', 'b', 'c'].map((id) => ({ id, kind: 'record' as const }));
  expect(searchedFirst(records, 'c').map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  expect(searchedFirst(records, 'x')).toEqual(records);
  expect(searchedFirst(records, undefined)).toEqual(records);
});

/** A line of the access log, with what differs from an ordinary one. */
const look = (actor: string, more: Partial<Parameters<typeof looksByActor>[0][number]> = {}) => ({
  actor,
  at: '2026-11-03T10:00:00.000Z',
  route: 'GET /api/members',
  subjects: [],
  fields: ['name'],
  ...more,
});

test('those who looked are told by how many different names they read, the most first', () => {
  const lines = [
    look('often', { at: '2026-11-01T10:00:00.000Z', subjects: ['a'] }),
    look('often', { at: '2026-11-02T10:00:00.000Z', subjects: ['a'] }),
    look('often', { at: '2026-11-03T10:00:00.000Z', subjects: ['a'], hours: 3 }),
    look('once', { subjects: ['a', 'b', 'c'] }),
  ];
  expect(looksByActor(lines)).toEqual([
    { actor: 'once', names: 3, times: 1 },
    { actor: 'often', names: 1, times: 5 },
  ]);
  expect(looksByActor([])).toEqual([]);
});

test('only names count as names: not cases, sums or a phone’s sheets', () => {
  const lists = [
    { subjects: ['a', 'b'], fields: ['name', 'phone'] },
    { subjects: ['a', 'case'], fields: ['status'] },
  ];
  expect(
    looksByActor([
      look('x', { route: 'GET /api/cases', subjects: ['case', 'd'], fields: ['status'] }),
      look('x', {
        route: 'GET /api/me/pack',
        subjects: ['a', 'b', 'case'],
        fields: ['name', 'status'],
        lists,
      }),
      // What is opened of her is hers: her case and her other record are no more names.
      look('x', { route: 'GET /api/members/{id}/record', subject: 'e', subjects: ['e', 'case', 'joined'] }),
    ]),
  ).toEqual([{ actor: 'x', names: 3, times: 3 }]);
});

test('several lines of one answer are one time', () => {
  const parts = [look('x', { subjects: ['a'] }), look('x', { subjects: ['b'] })];
  expect(looksByActor(parts)).toEqual([{ actor: 'x', names: 2, times: 1 }]);
});

test('equal lines that somebody made one after the other are one row, from the first to the last', () => {
  const line = (actor: string, what: string, at: string, lastAt = at) => ({ actor, what, at, lastAt });
  const fold = (lines: readonly ReturnType<typeof line>[]) =>
    foldEqual(
      lines,
      ({ what }) => (what === 'never' ? undefined : what),
      ({ at, lastAt }) => ({ from: at, to: lastAt }),
    ).map(({ line: { actor, what }, count, from, to }) => [actor, what, count, from, to]);
  expect(
    fold([
      line('x', 'approvals', '09', '10'),
      line('y', 'approvals', '08'),
      line('x', 'approvals', '07'),
      line('x', 'members', '06'),
      line('x', 'approvals', '05'),
      line('y', 'never', '04'),
      line('y', 'never', '03'),
    ]),
  ).toEqual([
    ['x', 'approvals', 2, '07', '10'],
    ['y', 'approvals', 1, '08', '08'],
    ['x', 'members', 1, '06', '06'],
    ['x', 'approvals', 1, '05', '05'],
    ['y', 'never', 1, '04', '04'],
    ['y', 'never', 1, '03', '03'],
  ]);
  expect(fold([])).toEqual([]);
});
