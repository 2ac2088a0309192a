import { describe, expect, test } from 'vitest';
import { cellSeriesOf } from '../../functions/months/indicators/breakdowns.ts';
import { monthNumber } from '../../functions/months/indicators/month-numbers.ts';
import { seriesOf as namesOf } from '../../functions/months/indicators/totals.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { childOf, countLines, createJournal, figuresOf } from '../publishing/journal-builder.ts';

// Of two requests at once the first to arrive may be the second to be written.
describe('the count of lines in an unlikely order', () => {
  test('never counts an event whose taking back has the earlier place in the journal', () => {
    const journal = createJournal();
    journal.member('Padma');
    journal.openCase('case', 'Padma');
    const late = { ...journal.event('Padma', '2025-04-02', { type: 'status', status: 'closed' }) };
    const [event] = journal.lines.splice(-1);
    journal.takeBack({ ...late, recordedAt: '2025-04-03T00:00:00.000Z' });
    expect(figuresOf(journal.lines, 'cases_closed', '2025-04')[0]).toBe(0);
    if (event !== undefined) journal.lines.push({ ...event, recordedAt: '2025-04-03T00:00:00.000Z' });
    expect(figuresOf(journal.lines, 'cases_closed', '2025-04')[0]).toBe(0);
    expect(figuresOf(journal.lines, 'cases_open', '2025-04')[0]).toBe(1);
  });

  test('never counts a sheet whose reversal has the earlier place in the journal, whatever was agreed between the two', () => {
    const journal = createJournal();
    const sheet = journal.at('2025-05-10T10:00').meeting('sheet', '2025-05-10', { Padma: ['deposit', 100] });
    const reversal = { ...journal.reverse(sheet), recordedAt: '2025-05-01T00:00:00.000Z' };
    journal.lines.splice(0, 2);
    journal.at('2025-05-02T10:00').member('Padma');
    const lines = [reversal, ...journal.lines, sheet].sort(compareLines);
    for (const code of ['meetings_held', 'savings_deposited', 'savings_balance', 'members_saving']) {
      expect(figuresOf(lines, code, '2025-05'), code).toEqual([0, 0, 0]);
    }
  });

  test('never takes a member for granted whose enrolment comes later', () => {
    const journal = createJournal();
    journal.meeting('early', '2025-04-01', { Padma: ['deposit', 100] });
    journal.child('Padma', 'Anu', true, 'child_recorded');
    journal.openCase('case', 'Padma', { openedOn: '2025-04-01' });
    journal.member('Padma');
    expect(figuresOf(journal.lines, 'savings_deposited', '2025-04')).toEqual([0, 0, 0]);
    expect(figuresOf(journal.lines, 'cases_opened', '2025-04')).toEqual([0, 0, 0]);
    expect(figuresOf(journal.lines, 'meetings_held', '2025-04')).toEqual([1, 1, 1]);
    // Her stocks go by the consent's own date.
    expect(figuresOf(journal.lines, 'savings_balance', '2025-04')).toEqual([100, 100, 100]);
    expect(figuresOf(journal.lines, 'children_in_school', '2025-04')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'cases_open', '2025-04')).toEqual([1, 1, 1]);
  });

  test('lets a change stand that was recorded before the line of what it changes', () => {
    const journal = createJournal();
    journal.changeCollective('Vennela', { formedOn: '2025-06-01' });
    journal.collective('Vennela', { formedOn: '2025-05-01' });
    journal.changeMember('Padma', { joinedOn: '2025-06-01' });
    journal.member('Padma', { joinedOn: '2025-05-01' });
    journal.changeCase('case', 'Padma', { kind: 'crisis', openedOn: '2025-06-01' });
    journal.openCase('case', 'Padma', { kind: 'other', openedOn: '2025-05-01' });
    for (const code of ['collectives_active', 'members_enrolled', 'crisis_responses', 'cases_opened']) {
      expect(figuresOf(journal.lines, code, '2025-05'), code).toEqual([0, 0, 0]);
      expect(figuresOf(journal.lines, code, '2025-06'), code).toEqual([1, 1, 1]);
    }
    journal.child('Lakshmi', 'Anu', false, 'child_changed');
    journal.member('Lakshmi', { children: [childOf('Anu')] });
    expect(figuresOf(journal.lines, 'children_in_school', '2025-06')).toEqual([0, 0, 0]);
    journal.schooling('Lakshmi', 'Bala', '2025-04-02', 'enrolled');
    journal.child('Lakshmi', 'Bala', false, 'child_recorded');
    expect(figuresOf(journal.lines, 'children_in_school', '2025-06')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'children_school_age', '2025-06')).toEqual([2, 2, 2]);
  });

  test('counts a fact that comes before her record in the cell of that record, and leaves it there when she moves', () => {
    const journal = createJournal();
    journal.consent('Padma', true, '2025-04-01');
    journal.meeting('early', '2025-04-01', { Padma: ['deposit', 100] });
    journal.member('Padma', { district: 'Guntur', consents: [] });
    journal.changeMember('Padma', { district: 'Krishna' });
    const { totals } = countLines(journal.lines);
    const { first } = namesOf('members_saving');
    const savingIn = (district: string) => [...(totals.get(cellSeriesOf(first, 'district', district)) ?? [])];
    expect(savingIn('Guntur')).toEqual([[monthNumber('2025-04'), 1]]);
    expect(savingIn('Krishna')).toEqual([]);
  });

  test('puts the last minute of October in October, and the first of November in November', () => {
    const journal = createJournal();
    journal.at('2026-10-31T23:59').meeting('last', '2026-10-31');
    journal.at('2026-11-01T00:00').meeting('first', '2026-11-01');
    expect(figuresOf(journal.lines, 'meetings_held', '2026-10')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'meetings_held', '2026-11')).toEqual([1, 2, 2]);
  });

  test('knows 29 February, and where a financial year ends', () => {
    const journal = createJournal();
    journal.at('2028-02-29T10:00').member('Padma', { joinedOn: '2028-02-29' });
    journal.at('2028-03-31T10:00').meeting('old year', '2028-03-31', { Padma: ['deposit', 100] });
    journal.at('2028-04-01T10:00').meeting('new year', '2028-04-01', { Padma: ['deposit', 100] });
    expect(figuresOf(journal.lines, 'members_enrolled', '2028-02')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'members_saving', '2028-02')).toEqual([0, 0, 0]);
    expect(figuresOf(journal.lines, 'members_saving', '2028-03')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'members_saving', '2028-04')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'savings_deposited', '2028-04')).toEqual([100, 100, 200]);
  });

  test('never counts a voucher whose reversal has the earlier place in the journal', () => {
    const journal = createJournal();
    const voucher = journal
      .at('2025-05-10T10:00')
      .voucher('voucher', '2025-05-10', [{ kind: 'bank_interest', amountPaise: 7 }]);
    const reversal = { ...journal.reverseVoucher(voucher), recordedAt: '2025-05-01T00:00:00.000Z' };
    expect(figuresOf([voucher], 'bank_balance', '2025-05')).toEqual([7, 7, 7]);
    expect(figuresOf([reversal, voucher], 'bank_balance', '2025-05')).toEqual([0, 0, 0]);
    expect(figuresOf(journal.lines, 'bank_balance', '2025-05')).toEqual([0, 0, 0]);
  });

  test('puts the observation with which a child came first of its day, whatever the order of lines', () => {
    const journal = createJournal();
    journal.at('2025-05-02T10:00').schooling('Padma', 'Anu', '2025-05-02', 'not_enrolled');
    journal.child('Padma', 'Anu', true, 'child_recorded');
    journal.schooling('Lakshmi', 'Bala', '2025-04-01', 'not_enrolled');
    journal.member('Lakshmi', { children: [childOf('Bala')] });
    journal.member('Padma');
    expect(figuresOf(journal.lines, 'children_school_age', '2025-05')).toEqual([2, 2, 2]);
    expect(figuresOf(journal.lines, 'children_in_school', '2025-05')).toEqual([0, 0, 0]);
  });

  test('takes a child’s corrected birth year without an observation', () => {
    const journal = createJournal();
    journal.member('Padma', { children: [childOf('Anu')] });
    const { schooling: _, ...changed } = journal.child('Padma', 'Anu', false, 'child_changed', {
      birthYear: 2000,
    });
    journal.lines.splice(-1, 1, { ...changed, type: 'child_changed' });
    expect(figuresOf(journal.lines, 'children_in_school', '2025-04')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'children_school_age', '2025-04')).toEqual([0, 0, 0]);
  });

  test('keeps what the programme says of itself, in its order, and nothing else', () => {
    const journal = createJournal();
    const held = journal.outreach('2025-04-12', { kind: 'media_story' });
    journal.member('Padma');
    const said = [
      held,
      journal.terms('2025-04', 'Kamonohashi'),
      journal.targets('2025-26', { members_active: 5 }),
      journal.baselines({}),
      journal.narrative('2025-04', 'A month.', null),
      journal.reverseOutreach(held),
    ];
    expect(countLines(journal.lines).programme).toEqual(said);
  });
});
