import { expect, test } from 'vitest';
import { calendarOf } from '../../../../web/src/desks/cases/next-steps/calendar-file.ts';

const now = new Date('2026-11-26T01:02:03.456Z');
const item = (code: string, on: string) => ({ code, on });

test('a calendar file holds days and codes, and nothing of what they are about or whose they are', () => {
  const items = [
    { ...item('C-7QX4HM', '2026-12-31'), kind: 'hearing', caseId: '0199a3f0-5c00-7000-8000-000000000001' },
    { ...item('C-7QX4HM', '2026-12-31'), kind: 'follow_up', caseId: '0199a3f0-5c00-7000-8000-000000000001' },
    {
      ...item('C-ABCDEF', '2027-01-02'),
      kind: 'decision_due',
      caseId: '0199a3f0-5c00-7000-8000-000000000002',
    },
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
