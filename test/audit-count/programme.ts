import type fc from 'fast-check';
import { addMonths, lastDateOf, monthOf } from '../../functions/shared/calendar/calendar.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { childOf, consentOf, createJournal } from '../publishing/journal-builder.ts';
import { randomJournal } from '../publishing/random-journal.ts';
import { acceptedLines } from './accepted-lines.ts';

/** Before anything random: members of whom the random lines speak, most with consent, and a case of each. */
const begin = (): readonly JournalLine[] => {
  const journal = createJournal().at('2025-12-01T09:00');
  const names = ['Padma', 'Sita', 'Lakshmi', 'Ganga'];
  for (const name of names) {
    const consents = name === 'Ganga' ? [] : [consentOf(true, '2025-12-01')];
    journal.member(name, {
      joinedOn: '2025-11-15',
      consents,
      children: [childOf('Anu', true, '2025-12-01')],
    });
    journal.openCase('case 1', name, { openedOn: '2025-11-20', kind: 'crisis', incident: 'threat' });
    journal.talk(name, '2025-11-20', { safety: name === 'Sita' ? 4 : 1, mind: 2 });
  }
  // Her cell is that of what was recorded first, whatever she did later in the same month and in the next, in other districts.
  journal.member('Meena', {
    joinedOn: '2025-11-15',
    consents: [consentOf(true, '2025-12-01')],
    children: [childOf('Mani', true, '2025-12-01')],
  });
  journal.openCase('case of Meena', 'Meena', { openedOn: '2025-11-20' });
  // Two observations on one day: the one recorded later holds.
  journal.schooling('Meena', 'Mani', '2025-12-01', 'not_enrolled');
  const moves = ['Krishna', 'Prakasam', 'Kurnool'] as const;
  const days = ['2025-11-20', '2025-11-21', '2025-10-20'];
  days.forEach((day, index) => {
    for (const service of ['mental_health', 'legal_aid'] as const) {
      journal.event('Meena', day, { type: 'service', service }, 'case of Meena');
    }
    journal.changeMember('Meena', { district: moves[index] ?? 'Krishna', joinedOn: '2025-11-15' });
  });
  return journal.lines;
};

/** Every other date moved to the last day of the month before, where most mistakes would be; what takes something back moves with it. */
const moveToMonthEnds = (line: JournalLine): JournalLine => {
  const move = (date: string, id: string): string =>
    Number.parseInt(id.slice(-1), 16) % 2 === 0 ? date : lastDateOf(addMonths(monthOf(date), -1));
  switch (line.type) {
    case 'meeting_held':
    case 'meeting_reversed':
      return { ...line, heldOn: move(line.heldOn, line.meetingId) };
    case 'voucher_recorded':
    case 'voucher_reversed':
      return { ...line, on: move(line.on, line.voucherId) };
    case 'move_recorded':
    case 'move_reversed':
      return { ...line, on: move(line.on, line.moveId) };
    case 'books_opened':
      return { ...line, asOf: move(line.asOf, line.openingId) };
    case 'outreach_recorded':
    case 'outreach_reversed':
    case 'roster_set':
      return { ...line, on: move(line.on, line.outreachId) };
    case 'case_event':
      return { ...line, on: move(line.on, line.id) };
    case 'case_event_taken_back':
      return { ...line, eventOn: move(line.eventOn, line.eventId) };
    case 'schooling_recorded':
      return { ...line, schooling: { ...line.schooling, on: move(line.schooling.on, line.id) } };
    case 'talk_recorded':
    case 'office_ended':
    case 'request_step':
    case 'demand_step':
      return { ...line, on: move(line.on, line.id) };
    case 'member_exited':
      return { ...line, exitedOn: move(line.exitedOn, line.id) };
    default:
      return line;
  }
};

/** A programme of 30 random lines and more, as the API could have recorded it, in the journal's order. */
export const randomProgramme: fc.Arbitrary<JournalLine[]> = randomJournal
  .map((lines) => {
    const begun = begin();
    const ids = new Set(begun.map(({ id }) => id));
    return acceptedLines([...begun, ...lines])
      .map((line) => (ids.has(line.id) ? line : moveToMonthEnds(line)))
      .sort(compareLines);
  })
  .filter((lines) => lines.length >= 30);

/**
 * The same programme `copies` times over, with ids of their own, so that breakdowns have cells that are large enough to be shown. An id
 * differs in its last digits alone, so that lines of one instant keep their order.
 * @param from the number of the first copy: those of other programmes in the same journal need other numbers, below 65,536
 */
export const multiply = (lines: readonly JournalLine[], copies: number, from = 0): JournalLine[] =>
  Array.from({ length: copies }, (_, copy) => {
    const suffix = (from + copy).toString(16).padStart(4, '0');
    const copied = JSON.stringify(lines).replaceAll(/(?<="01980000-[0-9a-f-]{23})[0-9a-f]{4}(?=")/g, suffix);
    return parseLines(copied);
  })
    .flat()
    .sort(compareLines);

const parseLines = (json: string): JournalLine[] => JSON.parse(json);
