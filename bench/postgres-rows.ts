import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { addMonths } from '../functions/domain/calendar.ts';
import { firstOfFinancialYear, monthNumber } from '../functions/indicators/months.ts';
import type { JournalLine } from '../functions/journal/line.ts';
import { millionPlan } from './recompute.ts';

/** The facts of a journal as rows of a PostgreSQL database, and the queries that a snapshot would be. */

/** The month whose snapshot the SQL queries of the comparison with PostgreSQL ask for: the plan's last. */
export const month = addMonths(millionPlan.firstMonth, millionPlan.months - 1);

export const at = monthNumber(month);
const april = firstOfFinancialYear(at);

export const tables = `
CREATE UNLOGGED TABLE members (id uuid PRIMARY KEY, district text, age_band text, joined int, leads boolean, counts boolean, in_school int);
CREATE UNLOGGED TABLE attendance (member uuid, month int, status text, counts boolean);
CREATE UNLOGGED TABLE entries (member uuid, month int, kind text, paise bigint, counts boolean);
CREATE UNLOGGED TABLE meetings (month int);
CREATE UNLOGGED TABLE cases (id uuid, member uuid, month int, kind text, counts boolean);
CREATE UNLOGGED TABLE events (case_id uuid, member uuid, month int, what text, counts boolean);
CREATE UNLOGGED TABLE outreach (month int, kind text, mode text, participants int);
`;

export const indexes = `
CREATE INDEX ON attendance (month, status) WHERE counts;
CREATE INDEX ON entries (kind, month, member) INCLUDE (paise) WHERE counts;
CREATE INDEX ON entries (kind, member) WHERE counts;
CREATE INDEX ON cases (month) WHERE counts;
CREATE INDEX ON events (what, member, month) WHERE counts;
CREATE INDEX ON events (case_id);
VACUUM ANALYZE;
`;

/**
 * The SQL queries that a PostgreSQL database would answer for a snapshot: each indicator by month (for the revisions),
 * by year, to date, and its breakdowns.
 */
export const queries: Readonly<Record<string, string>> = {
  enrolled: 'SELECT joined, count(DISTINCT id) FROM members WHERE counts GROUP BY joined ORDER BY 1',
  active: `SELECT count(*), count(*) FILTER (WHERE leads), sum(in_school) FROM members WHERE counts AND joined <= ${at}`,
  activeByDistrict: `SELECT district, count(*), count(*) FILTER (WHERE leads) FROM members WHERE counts GROUP BY district ORDER BY 1`,
  activeByAge: `SELECT age_band, count(*), count(*) FILTER (WHERE leads) FROM members WHERE counts GROUP BY age_band ORDER BY 1`,
  meetings: 'SELECT month, count(*) FROM meetings GROUP BY month ORDER BY 1',
  attendance:
    "SELECT month, count(*) FILTER (WHERE status = 'present'), count(*) FROM attendance WHERE counts GROUP BY month ORDER BY 1",
  saving:
    "SELECT month, count(DISTINCT member), sum(paise) FROM entries WHERE counts AND kind = 'deposit' GROUP BY month ORDER BY 1",
  savingOfYear: `SELECT count(DISTINCT member) FROM entries WHERE counts AND kind = 'deposit' AND month BETWEEN ${april} AND ${at}`,
  savingToDate: `SELECT count(DISTINCT member) FROM entries WHERE counts AND kind = 'deposit' AND month <= ${at}`,
  savingByDistrict:
    "SELECT m.district, count(DISTINCT e.member) FROM entries e JOIN members m ON m.id = e.member WHERE e.counts AND e.kind = 'deposit' GROUP BY m.district ORDER BY 1",
  savingByAge:
    "SELECT m.age_band, count(DISTINCT e.member) FROM entries e JOIN members m ON m.id = e.member WHERE e.counts AND e.kind = 'deposit' GROUP BY m.age_band ORDER BY 1",
  money:
    "SELECT month, kind, sum(paise) FROM entries WHERE counts AND kind IN ('deposit', 'withdrawal', 'loan', 'repayment') GROUP BY month, kind ORDER BY 1, 2",
  services:
    "SELECT what, month, count(DISTINCT member) FROM events WHERE counts AND what IN ('mental_health', 'legal_aid') GROUP BY what, month ORDER BY 1, 2",
  servicesOfYear: `SELECT what, count(DISTINCT member) FROM events WHERE counts AND what IN ('mental_health', 'legal_aid') AND month BETWEEN ${april} AND ${at} GROUP BY what ORDER BY 1`,
  firsts:
    'SELECT what, first, count(DISTINCT member) FROM (SELECT what, member, min(month) AS first FROM events WHERE counts GROUP BY what, member) f GROUP BY what, first ORDER BY 1, 2',
  firstsByDistrict:
    'SELECT what, district, count(DISTINCT member) FROM events e JOIN members m ON m.id = e.member WHERE e.counts GROUP BY what, district ORDER BY 1, 2',
  firstsByAge:
    'SELECT what, age_band, count(DISTINCT member) FROM events e JOIN members m ON m.id = e.member WHERE e.counts GROUP BY what, age_band ORDER BY 1, 2',
  cases:
    "SELECT month, count(*), count(*) FILTER (WHERE kind = 'crisis') FROM cases WHERE counts GROUP BY month ORDER BY 1",
  closed: "SELECT month, count(*) FROM events WHERE counts AND what = 'closed' GROUP BY month ORDER BY 1",
  open: "SELECT count(*) FROM cases c WHERE counts AND NOT EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id AND e.what = 'closed')",
  outreach:
    'SELECT month, kind, mode, sum(participants), count(*) FROM outreach GROUP BY month, kind, mode ORDER BY 1',
};

/** The name under which an event is counted in the column `what`. */
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

/** Writes a journal's facts as tab-separated rows, for PostgreSQL's COPY. */
export const writeRows = async (folder: string, lines: Iterable<JournalLine>): Promise<void> => {
  const names = ['members', 'attendance', 'entries', 'meetings', 'cases', 'events', 'outreach'] as const;
  const chunks = new Map<string, string[]>(names.map((name) => [name, []]));
  const put = (name: (typeof names)[number], ...values: readonly unknown[]) =>
    chunks.get(name)?.push(values.join('\t'));
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
        put(
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
        const held = monthNumber(line.heldOn);
        put('meetings', held);
        for (const { memberId, status } of line.attendance) {
          put('attendance', memberId, held, status, consented.has(memberId));
        }
        for (const { memberId, kind, amountPaise } of line.entries) {
          put('entries', memberId, held, kind, amountPaise, consented.has(memberId));
        }
        break;
      }
      case 'case_opened':
        put(
          'cases',
          line.caseId,
          line.memberId,
          monthNumber(line.openedOn),
          line.kind,
          consented.has(line.memberId),
        );
        break;
      case 'case_event':
        put(
          'events',
          line.caseId,
          line.memberId,
          monthNumber(line.on),
          whatOf(line),
          consented.has(line.memberId),
        );
        break;
      case 'outreach_recorded':
        put('outreach', monthNumber(line.on), line.kind, line.mode, line.participants);
        break;
      default:
        break;
    }
  }
  for (const [name, rows] of chunks) {
    const file = createWriteStream(join(folder, `${name}.tsv`));
    for (let from = 0; from < rows.length; from += 10_000) {
      file.write(`${rows.slice(from, from + 10_000).join('\n')}\n`);
    }
    file.end();
    await finished(file);
  }
};
