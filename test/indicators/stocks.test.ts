import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import type { Indicator } from '../../functions/months/indicators/indicator.ts';
import type { MemberDocument } from '../../functions/months/indicators/member-document.ts';
import { monthNumber } from '../../functions/months/indicators/month-numbers.ts';
import { type Changes, during, span, sumOf } from '../../functions/months/indicators/monthly-changes.ts';
import { outstandingOf } from '../../functions/months/indicators/stocks.ts';
import { beginning, seriesOf, sumTotal } from '../../functions/months/indicators/totals.ts';
import { addMonths, dateInIndia, lastDateOf } from '../../functions/shared/calendar/calendar.ts';
import type { JournalLine, JournalLineOf } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { childOf, countLines, createJournal, idOf } from '../publishing/journal-builder.ts';
import { randomJournal } from '../publishing/random-journal.ts';
import { searchRuns } from '../support/search.ts';

/** Stocks that time alone changes: three as they may come into the catalogue, against what they say month by month. */

const stockOf = (changes: (member: MemberDocument) => Changes): Indicator => {
  const [first] = indicators;
  if (first === undefined) throw new Error('no indicators');
  return { ...first, code: 'stock', breakdowns: false, counting: { way: 'stock', of: 'member', changes } };
};

/** The stock at the end of each of some months. */
const valuesOf = (
  indicator: Indicator,
  lines: readonly JournalLine[],
  months: readonly string[],
): number[] => {
  const { totals } = countLines([...lines].sort(compareLines), [indicator]);
  const { change } = seriesOf(indicator.code);
  return months.map((month) => sumTotal(totals, change, beginning, monthNumber(month)));
};

/** Principal of loans that are not repaid a year after they were given. */
const overdue = stockOf(({ loans }) =>
  sumOf(
    loans.map((loan) => {
      const given = loan.disbursed[0];
      return given === undefined ? [] : during(span(given + 12, null), outstandingOf(loan));
    }),
  ),
);

const monthsFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => addMonths(first, at));

const start = () => {
  const journal = createJournal();
  journal.collective('collective');
  journal.member('Padma', { children: [childOf('Anu')] });
  return journal;
};

const lend = (
  journal: ReturnType<typeof createJournal>,
  name: string,
  heldOn: string,
  amountPaise: number,
) => {
  const kind = amountPaise > 0 ? 'loan' : 'repayment';
  const entry = {
    memberId: idOf('Padma'),
    kind,
    amountPaise: Math.abs(amountPaise),
    loanId: idOf('loan'),
  } as const;
  return journal.meeting(name, heldOn, { Padma: 'present' }, { entries: [entry] });
};

describe('a loan', () => {
  const months = monthsFrom('2025-05', 16);

  test('is overdue a year later, without a line that says so, until it is repaid', () => {
    const journal = start();
    lend(journal.at('2025-05-10T10:00'), 'given', '2025-05-10', 500);
    lend(journal.at('2025-08-10T10:00'), 'some repaid', '2025-08-10', -200);
    expect(valuesOf(overdue, journal.lines, months)).toEqual([...Array(12).fill(0), 300, 300, 300, 300]);
    lend(journal.at('2026-07-10T10:00'), 'all repaid', '2026-07-10', -300);
    expect(valuesOf(overdue, journal.lines, months)).toEqual([...Array(12).fill(0), 300, 300, 0, 0]);
  });

  test('follows late sheets, reversals and the consent back to where they belong', () => {
    const journal = start();
    const given = lend(journal.at('2025-05-10T10:00'), 'given', '2025-05-10', 500);
    lend(journal.at('2026-08-10T10:00'), 'late', '2026-06-10', -100);
    expect(valuesOf(overdue, journal.lines, months)).toEqual([...Array(12).fill(0), 500, 400, 400, 400]);
    const withdrawn = createJournal();
    withdrawn.at('2026-07-20T10:00').consent('Padma', false, '2026-01-01');
    const lines = [...journal.lines, ...withdrawn.lines];
    expect(valuesOf(overdue, lines, months)).toEqual([...Array(12).fill(0), 500, 400, 0, 0]);
    const all = [...journal.lines];
    journal.at('2026-08-20T10:00').reverse(given);
    expect(valuesOf(overdue, [...all, ...journal.lines.slice(-1)], months)).toEqual(Array(16).fill(0));
  });
});

describe('over random journals', () => {
  const months = monthsFrom('2025-10', 36);
  const only = <T extends JournalLine['type']>(
    lines: readonly JournalLine[],
    ...types: T[]
  ): JournalLineOf<T>[] =>
    lines.filter((line): line is JournalLineOf<T> => types.some((type) => type === line.type));

  /** Whether she agreed to be counted on the last day of a month. */
  const isConsented = (lines: readonly JournalLine[], memberId: string, month: string): boolean =>
    only(lines, 'member_enrolled', 'consent_recorded')
      .filter((line) => line.memberId === memberId)
      .flatMap((line) =>
        (line.type === 'member_enrolled' ? line.consents : [line.consent])
          .filter(({ purpose }) => purpose === 'reporting')
          .map(({ given, on }) => ({ given, on: given ? on : dateInIndia(new Date(line.recordedAt)) })),
      )
      .filter(({ on }) => on <= lastDateOf(month))
      .reduce<{ given: boolean; on: string }>((last, next) => (next.on >= last.on ? next : last), {
        given: false,
        on: '',
      }).given;

  const membersIn = (lines: readonly JournalLine[]): string[] => [
    ...new Set(
      lines.flatMap((line) =>
        line.type === 'meeting_held'
          ? line.entries.map(({ memberId }) => memberId)
          : 'memberId' in line
            ? [line.memberId]
            : [],
      ),
    ),
  ];

  const repaying: ReadonlySet<string> = new Set(['repayment', 'set_off', 'write_off']);

  test('a loan is overdue in each month as one asks of that month alone', () => {
    let found = 0;
    fc.assert(
      fc.property(randomJournal, (journal) => {
        const lines = journal.filter(({ type }) => type !== 'books_opened');
        const gone = new Set(only(lines, 'meeting_reversed').map(({ meetingId }) => meetingId));
        const entries = only(lines, 'meeting_held')
          .filter(({ id }) => !gone.has(id))
          .flatMap(({ heldOn, entries: rows }) => rows.map((row) => ({ ...row, month: heldOn.slice(0, 7) })));
        const overdueIn = (memberId: string, loanId: string | undefined, month: string): number => {
          const own = entries.filter((entry) => entry.memberId === memberId && entry.loanId === loanId);
          const given = own
            .filter(({ kind }) => kind === 'loan')
            .map((entry) => entry.month)
            .sort()[0];
          if (given === undefined || addMonths(given, 12) > month) return 0;
          return own
            .filter((entry) => entry.month <= month)
            .reduce(
              (sum, { kind, amountPaise }) =>
                sum + (kind === 'loan' ? amountPaise : repaying.has(kind) ? -amountPaise : 0),
              0,
            );
        };
        const loans = [...new Set(entries.map(({ loanId }) => loanId))];
        const expected = months.map((month) =>
          membersIn(lines)
            .filter((memberId) => isConsented(lines, memberId, month))
            .flatMap((memberId) => loans.map((loanId) => overdueIn(memberId, loanId, month)))
            .reduce((sum, amount) => sum + amount, 0),
        );
        found += expected.some((amount) => amount !== 0) ? 1 : 0;
        expect(valuesOf(overdue, lines, months)).toEqual(expected);
      }),
      searchRuns(100),
    );
    expect(found).toBeGreaterThan(3);
  });
});
