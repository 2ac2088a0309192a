import { expect, test } from 'vitest';
import { calendarOf } from '../../../../web/src/desks/cases/next-steps/calendar-file.ts';

const now = new Date('2026-11-26T01:02:03.456Z');
const firstCase = '0199a3f0-5c00-7000-8000-000000000001';
const item = (
  code: string,
  on: string,
  kind: 'hearing' | 'follow_up' | 'decision_due',
  caseId = firstCase,
) => ({ code, on, kind, caseId, overdue: false });

test('a calendar file holds days and codes, and nothing of what they are about or whose they are', () => {
  const items = [
    item('C-7QX4HM', '2026-12-31', 'hearing'),
    item('C-7QX4HM', '2026-12-31', 'follow_up'),
    item('C-ABCDEF', '2027-01-02', 'decision_due', '0199a3f0-5c00-7000-8000-000000000002'),
  ];
  const file = calendarOf(items, now);
  expect(file.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//dates//EN',
    'BEGIN:VEVENT',
    'UID:C-7QX4HM-20261231',
    'DTSTAMP:20261126T010203Z',
    'DTSTART;VALUE=DATE:20261231',
    'DTEND;VALUE=DATE:20270101',
    'SUMMARY:C-7QX4HM',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:C-ABCDEF-20270102',
    'DTSTAMP:20261126T010203Z',
    'DTSTART;VALUE=DATE:20270102',
    'DTEND;VALUE=DATE:20270103',
    'SUMMARY:C-ABCDEF',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
  expect(file).not.toMatch(
    /hearing|follow|decision|compensation|court|0199a3f0|help|vimukthi|leadership|kamonohashi/i,
  );
});

test('a calendar file without dates is an empty calendar', () => {
  expect(calendarOf([], now).split('\r\n')).toHaveLength(5);
});

test('a demand has its title, escaped and folded so that no character is cut', () => {
  const title = `పరిహారం, ${'చెల్లింపు '.repeat(8)}; how many?`;
  const file = calendarOf([{ kind: 'appeal', on: '2026-12-08', demandId: 'd1', title, overdue: false }], now);
  const lines = file.split('\r\n');
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  expect(lines).toContain('UID:d1-appeal-20261208');
  const unfolded = file.replaceAll('\r\n ', '');
  expect(unfolded).toContain(`SUMMARY:${title.replaceAll(/[,;]/g, (sign) => `\\${sign}`)}\r\n`);
  expect(file).not.toContain('\ufffd');
});
