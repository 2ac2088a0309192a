import type { ItemOf } from '../../api/routes.ts';

type AgendaItem = Pick<ItemOf<'GET /api/agenda'>, 'code' | 'on'>;

const compact = (date: string): string => date.replaceAll('-', '');

const dayAfter = (date: string): string =>
  new Date(Date.parse(date) + 24 * 3_600_000).toISOString().slice(0, 10);

/**
 * The calendar file (RFC 5545) of the dates due in cases, for a laptop's own calendar, which others may see and which
 * syncs to who knows where: each entry is a day and the code of a case, and nothing says what it is about or whose
 * calendar it is.
 * @param now when the file is made
 */
export const calendarOf = (items: readonly AgendaItem[], now: Date): string => {
  const stamp = `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  // Several things of one case on one day are one entry.
  const entries = [...new Map(items.map(({ code, on }) => [`${code}-${compact(on)}`, { code, on }]))];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//dates//EN',
    ...entries.flatMap(([uid, { code, on }]) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(on)}`,
      `DTEND;VALUE=DATE:${compact(dayAfter(on))}`,
      `SUMMARY:${code}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
};
