import { addDays } from '../../../../../functions/shared/calendar/calendar.ts';
import type { ItemOf } from '../../../api/routes.ts';

type AgendaItem = Pick<ItemOf<'GET /api/agenda'>, 'code' | 'on'>;

/** `20261125` for `2026-11-25`. */
const compact = (date: string): string => date.replaceAll('-', '');

/**
 * The calendar file (RFC 5545) of the dates due in cases, for a laptop's own calendar. Others may see that calendar, and
 * it may be copied to servers elsewhere. An entry therefore has only a day and the code of a case: not what is due, and no
 * name.
 * @param now when the file is made
 */
export const calendarOf = (items: readonly AgendaItem[], now: Date): string => {
  // `20261125T093000Z`
  const stamp = `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  // A map, so that several dates of a case on one day become one entry.
  const itemsByUid = new Map(items.map(({ code, on }) => [`${code}-${compact(on)}`, { code, on }]));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//dates//EN',
    ...[...itemsByUid].flatMap(([uid, { code, on }]) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(on)}`,
      `DTEND;VALUE=DATE:${compact(addDays(on, 1))}`,
      `SUMMARY:${code}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
};
