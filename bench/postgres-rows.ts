import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { monthNumber } from '../functions/indicators/month-numbers.ts';
import type { JournalLine } from '../functions/journal/line.ts';

export const tableNames = [
  'members',
  'attendance',
  'entries',
  'meetings',
  'cases',
  'events',
  'outreach',
] as const;
type TableName = (typeof tableNames)[number];

/** So few that the text of one write stays under a megabyte or so. */
const rowsPerWrite = 10_000;

/**
 * The tables for a journal's facts. `month` and `joined` are months' numbers; `counts` says whether the member consented to
 * reporting: indicators leave out a member who did not.
 */
export const createTablesSql = `
CREATE UNLOGGED TABLE members (id uuid PRIMARY KEY, district text, age_band text, joined int, leads boolean, counts boolean, in_school int);
CREATE UNLOGGED TABLE attendance (member uuid, month int, status text, counts boolean);
CREATE UNLOGGED TABLE entries (member uuid, month int, kind text, paise bigint, counts boolean);
CREATE UNLOGGED TABLE meetings (month int);
CREATE UNLOGGED TABLE cases (id uuid, member uuid, month int, kind text, counts boolean);
CREATE UNLOGGED TABLE events (case_id uuid, member uuid, month int, what text, counts boolean);
CREATE UNLOGGED TABLE outreach (month int, kind text, mode text, participants int);
`;

/** The indexes for the queries, and the statistics with which PostgreSQL plans them. */
export const createIndexesSql = `
CREATE INDEX ON attendance (month, status) WHERE counts;
CREATE INDEX ON entries (kind, month, member) INCLUDE (paise) WHERE counts;
CREATE INDEX ON entries (kind, member) WHERE counts;
CREATE INDEX ON cases (month) WHERE counts;
CREATE INDEX ON events (what, member, month) WHERE counts;
CREATE INDEX ON events (case_id);
VACUUM ANALYZE;
`;

/** An event's value in the column `what`, such as `legal_aid`, `pension received` or `closed`. */
const whatOf = ({ event }: Extract<JournalLine, { type: 'case_event' }>): string => {
  switch (event.type) {
    case 'service':
      return event.service;
    case 'entitlement':
      return `${event.entitlement} ${event.stage}`;
    case 'compensation':
      return `compensation ${event.stage}`;
    case 'status':
      return event.status;
    default:
      return event.type;
  }
};

/** Writes a journal's facts as tab-separated rows for PostgreSQL's COPY: a file `members.tsv` in the folder, and so on for each table. */
export const writeRows = async (folder: string, lines: Iterable<JournalLine>): Promise<void> => {
  const rowsOf = new Map<string, string[]>(tableNames.map((name) => [name, []]));
  const addRow = (name: TableName, ...values: readonly unknown[]) =>
    rowsOf.get(name)?.push(values.join('\t'));
  /** Members who consented to reporting. A member's enrolment comes before all lines about her. */
  const consented = new Set<string>();
  for (const line of lines) {
    switch (line.type) {
      case 'member_enrolled': {
        const counts = line.consents.some(({ purpose, given }) => purpose === 'reporting' && given);
        if (counts) {
          consented.add(line.memberId);
        }
        const inSchool = line.children.filter(({ schooling }) => schooling.status === 'enrolled').length;
        const leads = line.leaderSince !== undefined;
        addRow(
          'members',
          line.memberId,
          line.district,
          line.ageBand,
          monthNumber(line.joinedOn),
          leads,
          counts,
          inSchool,
        );
        break;
      }
      case 'meeting_held': {
        const monthHeld = monthNumber(line.heldOn);
        addRow('meetings', monthHeld);
        for (const { memberId, status } of line.attendance) {
          addRow('attendance', memberId, monthHeld, status, consented.has(memberId));
        }
        for (const { memberId, kind, amountPaise } of line.entries) {
          addRow('entries', memberId, monthHeld, kind, amountPaise, consented.has(memberId));
        }
        break;
      }
      case 'case_opened':
        addRow(
          'cases',
          line.caseId,
          line.memberId,
          monthNumber(line.openedOn),
          line.kind,
          consented.has(line.memberId),
        );
        break;
      case 'case_event':
        addRow(
          'events',
          line.caseId,
          line.memberId,
          monthNumber(line.on),
          whatOf(line),
          consented.has(line.memberId),
        );
        break;
      case 'outreach_recorded':
        addRow('outreach', monthNumber(line.on), line.kind, line.mode, line.participants);
        break;
      default:
        break;
    }
  }
  for (const [name, rows] of rowsOf) {
    const file = createWriteStream(join(folder, `${name}.tsv`));
    for (let first = 0; first < rows.length; first += rowsPerWrite) {
      file.write(`${rows.slice(first, first + rowsPerWrite).join('\n')}\n`);
    }
    file.end();
    await finished(file);
  }
};
