import { addDays } from '../../../../../functions/shared/calendar/calendar.ts';
import type { ItemOf } from '../../../api/routes.ts';

type AgendaItem = ItemOf<'GET /api/agenda'>;

/** `20261125` for `2026-11-25`. */
const compact = (date: string): string => date.replaceAll('-', '');

/** A text as RFC 5545, section 3.3.11, wants it. */
const escapeText = (text: string): string =>
  text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n');

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** A line in parts of at most 75 bytes, the later ones after a space (RFC 5545, section 3.1). No character is cut. */
const fold = (line: string): string => {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    if (bytesOf(part + character) > 74) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part].join('\r\n ');
};

/** The name of an entry: the code of a case, or the title of a demand, which names nobody. */
const nameOf = (item: AgendaItem): string => ('code' in item ? item.code : item.title);
const uidOf = (item: AgendaItem): string => ('code' in item ? item.code : `${item.demandId}-${item.kind}`);

/**
 * The calendar file (RFC 5545) of the dates due in cases and demands, for a laptop's own calendar. Others may see that calendar, and
 * it may be copied to servers elsewhere. An entry therefore has only a day and the code of a case: not what is due, and no
 * name. A demand is public work, so its entry has the title.
 * @param now when the file is made
 */
export const calendarOf = (items: readonly AgendaItem[], now: Date): string => {
  // `20261125T093000Z`
  const stamp = `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  // A map, so that several dates of a case on one day become one entry.
  const itemsByUid = new Map(items.map((item) => [`${uidOf(item)}-${compact(item.on)}`, item]));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//dates//EN',
    ...[...itemsByUid].flatMap(([uid, item]) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(item.on)}`,
      `DTEND;VALUE=DATE:${compact(addDays(item.on, 1))}`,
      `SUMMARY:${escapeText(nameOf(item))}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
};
