import { expect, test } from 'vitest';
import { dayOf } from '../../web/src/caseworker/today/day-rules.ts';

type Files = Parameters<typeof dayOf>[0];
type Due = Parameters<typeof dayOf>[1];

const today = '2026-11-30';
const files = [
  { id: '1', priority: 'urgent', openedOn: '2026-10-01' },
  { id: '2', priority: 'urgent', openedOn: '2026-11-24' },
  { id: '3', priority: 'urgent', openedOn: '2026-11-30' },
  { id: '4', priority: 'urgent', openedOn: '2026-10-02' },
  { id: '5', priority: 'normal', openedOn: '2026-11-30' },
  { id: '6', priority: 'normal', openedOn: '2026-10-03' },
  { id: '7', priority: 'normal', openedOn: '2026-10-04' },
] as unknown as Files;
const due = [
  { caseId: '6', on: '2026-11-01' },
  { caseId: '4', on: '2026-11-20' },
  { caseId: '7', on: '2026-11-30' },
] as unknown as Due;

test('a danger of this week in which nothing is planned comes first, then what is late', () => {
  const { urgent, today: ofToday, overdue } = dayOf(files, due, today);
  const ids = (visits: typeof urgent) => visits.map(({ file }) => file.id);
  expect(ids(urgent)).toEqual(['3', '2', '4', '1']);
  expect(ids(ofToday)).toEqual(['7']);
  expect(ids(overdue)).toEqual(['6']);
});
