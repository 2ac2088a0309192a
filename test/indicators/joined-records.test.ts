import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellSeriesOf } from '../../functions/months/indicators/breakdowns.ts';
import { joinsOf } from '../../functions/months/indicators/joined-records.ts';
import { monthNumber } from '../../functions/months/indicators/month-numbers.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { randomProgramme } from '../audit-count/programme.ts';
import {
  consentOf,
  countLines,
  createJournal,
  idOf,
  indian,
  indicatorOf,
  publicationOf,
  snapshotOf,
} from '../publishing/journal-builder.ts';
import { withoutZeros } from '../publishing/numbers.ts';
import {
  repaidByOwners,
  toldAsOne,
  withJoins,
  withoutJoins,
  withoutLeaders,
} from '../publishing/random-joins.ts';
import { searchRuns } from '../support/search.ts';
import { expectFigures } from './figures.ts';

const numbersOf = (lines: readonly JournalLine[]) => withoutZeros(countLines(lines).totals);

const programme = withJoins(randomProgramme);

describe('a programme with joined records', () => {
  test('counts, after any line, as one in which she was one from the beginning', () => {
    fc.assert(
      fc.property(programme, fc.nat(), (lines, at) => {
        const known = withoutLeaders(lines.slice(0, 1 + (at % lines.length)));
        expect(numbersOf(known)).toEqual(numbersOf(toldAsOne(known)));
      }),
      searchRuns(100),
    );
  });

  test('counts, once all are parted, as one without a join', () => {
    fc.assert(
      fc.property(programme, (lines) => {
        const parted = lines.flatMap((line): JournalLine[] =>
          line.type === 'members_joined'
            ? [line, { ...line, type: 'members_parted' }]
            : line.type === 'members_parted'
              ? []
              : [line],
        );
        expect(numbersOf(parted)).toEqual(numbersOf(repaidByOwners(withoutJoins(lines))));
      }),
      searchRuns(40),
    );
  });
});

describe('a woman with two records', () => {
  /** Padma was enrolled a second time, in another district and later; the second record is kept. */
  const joined = () => {
    const journal = createJournal();
    journal.member('Padma', { joinedOn: '2025-04-10', leaderSince: '2025-05-20' });
    journal.at('2025-06-10T10:00').member('Again', {
      joinedOn: '2025-06-01',
      district: 'Krishna',
      leaderSince: '2025-08-01',
      consents: [],
    });
    journal.event('Padma', '2025-06-12', { type: 'service', service: 'legal_aid' });
    journal.event('Again', '2025-06-13', { type: 'service', service: 'legal_aid' });
    journal.at('2025-06-20T10:00').join('Again', 'Padma');
    return journal;
  };

  test('is enrolled once, in the month in which she joined first, and active from then on', () => {
    expectFigures(joined(), 'members_enrolled', { '2025-06': [0, 1, 1] });
    // Recorded again on the day on which April is counted, with what is known in June.
    expect(countLines(joined().lines).totals.get('members_enrolled.first')).toEqual(
      new Map([[monthNumber('2025-04'), 1]]),
    );
    expectFigures(joined(), 'members_active', { '2025-06': [1, 1, 1] });
  });

  test('leads while one of her records says so', () => {
    const journal = joined();
    const leads = (month: string) => {
      const cutoff = indian('2026-01-05T00:00');
      return indicatorOf(snapshotOf(journal.lines, publicationOf(month, { cutoff })), 'leaders_active').month;
    };
    expect(['2025-04', '2025-05', '2025-07', '2025-08'].map(leads)).toEqual([0, 1, 1, 1]);
    journal.at('2025-09-10T10:00').changeMember('Padma', { joinedOn: '2025-04-10' });
    expect(['2025-05', '2025-08', '2025-09'].map(leads)).toEqual([1, 1, 1]);
    journal.at('2025-10-10T10:00').changeMember('Again', { joinedOn: '2025-06-01' });
    expect(['2025-07', '2025-09', '2025-10'].map(leads)).toEqual([1, 1, 0]);
  });

  test('counts by what she said last, under whichever id', () => {
    const journal = joined();
    // Recorded before she agreed under the kept id, which she never did: what she said as Padma holds.
    expectFigures(journal, 'legal_aid_survivors', { '2025-06': [1, 1, 1] });
    journal.consent('Again', false, '2025-06-25');
    journal.event('Padma', '2025-07-01', { type: 'service', service: 'mental_health' });
    expectFigures(journal, 'mental_health_survivors', { '2025-07': [0, 0, 0] });
    expectFigures(journal, 'members_active', { '2025-06': [0, 0, 0] });
  });

  test('stands in the district of the record that is kept, also with what was recorded before it', () => {
    const { totals } = countLines(joined().lines);
    expect(totals.get(cellSeriesOf('members_enrolled.first', 'district', 'Guntur'))).toBeUndefined();
    expect(totals.get(cellSeriesOf('members_enrolled.first', 'district', 'Krishna'))).toEqual(
      new Map([[monthNumber('2025-04'), 1]]),
    );
  });

  test('is there once if a sheet names both ids, present if one of its rows says so', () => {
    const journal = joined();
    journal.meeting('both', '2025-06-21', { Padma: 'absent', Again: 'present' });
    journal.meeting('neither', '2025-06-22', { Padma: 'absent', Again: 'excused' });
    const rate = { numerator: 1, denominator: 2 };
    expectFigures(journal, 'attendance_rate', { '2025-06': [rate, rate, rate] });
  });

  test('has left if the kept record says so, and not by the other', () => {
    const journal = joined();
    journal.at('2025-07-10T10:00').exit('Padma', '2025-07-10');
    expectFigures(journal, 'members_active', { '2025-07': [1, 1, 1] });
    journal.exit('Again', '2025-07-11');
    expectFigures(journal, 'members_active', { '2025-07': [0, 0, 0] });
  });

  test('has her withdrawal answered by an exit from either record', () => {
    const journal = createJournal();
    journal.member('Padma', { joinedOn: '2025-04-10' });
    journal.at('2025-04-20T10:00').member('Again', { joinedOn: '2025-04-20' });
    const asked = journal.request('Padma', '2025-04-21', 'withdrawal');
    journal.exit('Padma', '2025-04-22', [{ requestId: asked.id, on: '2025-04-22' }]);
    expectFigures(journal, 'requests_overdue', { '2025-08': [0, 0, 0] });
    journal.join('Again', 'Padma');
    expectFigures(journal, 'requests_overdue', { '2025-08': [0, 0, 0] });
  });

  test('is two again once they are parted, with what was recorded under each id since', () => {
    const journal = joined();
    journal.meeting('since', '2025-06-21', { Padma: ['deposit', 100], Again: ['deposit', 50] });
    expectFigures(journal, 'members_saving', { '2025-06': [1, 1, 1] });
    journal.part('Again', 'Padma');
    // The second record has no consent of its own.
    expectFigures(journal, 'savings_deposited', { '2025-06': [100, 100, 100] });
    journal.join('Padma', 'Again');
    expectFigures(journal, 'savings_deposited', { '2025-06': [150, 150, 150] });
  });

  describe('of whom one repaid the loan of the other', () => {
    /** Padma's loan of two instalments, of which Again repays what is told, while they are one. */
    const repaidByAgain = (paise: number) => {
      const journal = createJournal();
      const consents = [consentOf(true, '2025-04-01')];
      journal.member('Padma', { consents });
      journal.member('Again', { consents });
      const loan = { loanId: idOf('loan'), amountPaise: 6_000, instalments: 2, firstDueOn: '2025-06-01' };
      const row = (member: string, kind: 'loan' | 'repayment', more: object) => ({
        entries: [{ memberId: idOf(member), kind, loanId: idOf('loan'), amountPaise: paise, ...more }],
      });
      journal.meeting('given', '2025-05-02', {}, row('Padma', 'loan', loan));
      journal.at('2025-06-05T10:00').join('Again', 'Padma');
      const repaid = journal.meeting('repaid', '2025-06-10', {}, row('Again', 'repayment', {}));
      return { journal, repaid };
    };
    const stock = (amount: number): [number, number, number] => [amount, amount, amount];

    test('leaves a loan that is repaid, and nobody below zero, also when they are parted', () => {
      const { journal } = repaidByAgain(6_000);
      expectFigures(journal, 'loans_outstanding', { '2025-07': stock(0) });
      journal.at('2025-08-20T10:00').part('Again', 'Padma');
      expectFigures(journal, 'loans_outstanding', { '2025-05': stock(6_000), '2025-07': stock(0) });
      expectFigures(journal, 'loans_at_risk', { '2025-07': stock(0) });
      // Whose consent counts is whose loan it is.
      journal.consent('Again', false, '2025-08-21');
      expectFigures(journal, 'loans_outstanding', { '2025-08': stock(0) });
    });

    test('takes back what was repaid from the same loan', () => {
      const { journal, repaid } = repaidByAgain(2_000);
      journal.at('2025-08-20T10:00').part('Again', 'Padma');
      expectFigures(journal, 'loans_outstanding', { '2025-08': stock(4_000) });
      journal.consent('Again', false, '2025-08-21');
      expectFigures(journal, 'loans_at_risk', { '2025-08': stock(4_000) });
      journal.reverse(repaid);
      expectFigures(journal, 'loans_outstanding', { '2025-08': stock(6_000) });
    });
  });

  test('is never joined to herself', () => {
    const { lines, join } = createJournal();
    join('Padma', 'Sita');
    join('Sita', 'Padma');
    join('Padma', 'Padma');
    expect(joinsOf(lines)).toEqual(new Map([[idOf('Sita'), idOf('Padma')]]));
  });
});
