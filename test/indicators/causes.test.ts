import { describe, expect, test } from 'vitest';
import {
  addCause,
  type Causes,
  causesBetween,
  totalsOfCauses,
} from '../../functions/months/indicators/causes.ts';
import { monthNumber } from '../../functions/months/indicators/month-numbers.ts';
import type { Totals } from '../../functions/months/indicators/totals.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { createJournal, idOf, type TestJournal } from '../publishing/journal-builder.ts';

const nothing: Causes = { late: 0, corrected: 0, taken_back: 0, consent: 0, joined: 0, moved: 0 };

const countCauses = (lines: readonly JournalLine[]): Totals => {
  const documents = { sums: new Map(), grievances: new Set<string>() };
  for (const line of lines) addCause(documents, line);
  return documents.sums;
};

/** The cause of the last line, in the months up to one. */
const causesUpTo = (lines: readonly JournalLine[], month: string): Causes =>
  causesBetween(countCauses(lines.slice(0, -1)), countCauses(lines), monthNumber(month));

type Told = 'late' | 'corrected' | 'taken_back' | 'consent' | 'joined' | 'moved';
const march = '2026-03-31';

/** Lines of which the last is dated in March 2026, with the cause that it has from then on. */
const dated: readonly (readonly [what: string, cause: Told, write: (journal: TestJournal) => unknown])[] = [
  ['a collective is formed', 'late', (to) => to.collective('group', { formedOn: march })],
  ['a woman joins', 'late', (to) => to.member('Padma', { joinedOn: march })],
  ['a woman exits', 'late', (to) => to.exit('Padma', march)],
  ['a consent', 'consent', (to) => to.consent('Padma', true, march)],
  [
    'a withdrawal, recorded then',
    'consent',
    (to) => to.at('2026-03-31T23:59').consent('Padma', false, '2020-01-01'),
  ],
  ['a schooling', 'late', (to) => to.schooling('Padma', 'Anu', march, 'enrolled')],
  ['a child', 'late', (to) => to.at('2026-03-31T23:59').child('Padma', 'Anu', true, 'child_recorded')],
  ['an office', 'late', (to) => to.office('Padma', { from: march })],
  ['the end of an office', 'late', (to) => to.endOffice(to.office('Padma', {}), march)],
  ['a meeting', 'late', (to) => to.meeting('1', march)],
  ['a meeting taken back', 'taken_back', (to) => to.reverse(to.meeting('1', march))],
  ['a move to another group', 'moved', (to) => to.move({ on: march })],
  ['a move taken back', 'taken_back', (to) => to.undoMove(to.move({ on: march }))],
  ['a voucher', 'late', (to) => to.voucher('1', march, [])],
  ['a voucher taken back', 'taken_back', (to) => to.reverseVoucher(to.voucher('1', march, []))],
  ['an opening', 'late', (to) => to.openBooks(march, {})],
  ['a case', 'late', (to) => to.openCase('case', 'Padma', { openedOn: march })],
  ['an event', 'late', (to) => to.event('Padma', march, { type: 'status', status: 'closed' })],
  [
    'an event taken back',
    'taken_back',
    (to) => to.takeBack(to.event('Padma', march, { type: 'status', status: 'closed' })),
  ],
  ['outreach', 'late', (to) => to.outreach(march, {})],
  ['outreach taken back', 'taken_back', (to) => to.reverseOutreach(to.outreach(march, {}))],
  ['a roster', 'late', (to) => to.roster(to.outreach(march, {}), {})],
  ['a request', 'late', (to) => to.request('Padma', march)],
  [
    'a step of a request',
    'late',
    (to) => to.requestStep(to.request('Padma', '2026-01-01'), march, 'answered'),
  ],
];

describe('why numbers of a month change', () => {
  test.each(dated)('%s is told as %s, from its month on', (_what, cause, write) => {
    const journal = createJournal();
    write(journal);
    expect(causesUpTo(journal.lines, '2026-02')).toEqual(nothing);
    expect(causesUpTo(journal.lines, '2026-03')).toEqual({ ...nothing, [cause]: 1 });
  });

  test.each<[what: string, cause: Told, write: (journal: TestJournal) => unknown]>([
    [
      'the day on which a group was formed',
      'corrected',
      (to) => to.changeCollective('group', { fields: ['formedOn'] }),
    ],
    [
      'the day on which it closed',
      'corrected',
      (to) => to.changeCollective('group', { fields: ['name', 'closedOn'] }),
    ],
    ['the day on which she joined', 'corrected', (to) => to.changeMember('Padma', { fields: ['joinedOn'] })],
    ['since when she leads', 'corrected', (to) => to.changeMember('Padma', { fields: ['leaderSince'] })],
    ['her district', 'corrected', (to) => to.changeMember('Padma', { fields: ['phone', 'district'] })],
    ['her birth year', 'corrected', (to) => to.changeMember('Padma', { fields: ['birthYear'] })],
    ['a child', 'corrected', (to) => to.child('Padma', 'Anu', true, 'child_changed')],
    ['the kind of a case', 'corrected', (to) => to.changeCase('case', 'Padma', { fields: ['kind'] })],
    [
      'the day on which it was opened',
      'corrected',
      (to) => to.changeCase('case', 'Padma', { fields: ['openedOn'] }),
    ],
    ['an entry taken back', 'taken_back', (to) => to.reverseEntry('Padma', idOf('Anu'), 'child')],
    ['two records joined', 'joined', (to) => to.join('Padma', 'Padma again')],
    ['two records parted', 'joined', (to) => to.part('Padma', 'Padma again')],
  ])('%s may change any month', (_what, cause, write) => {
    const journal = createJournal();
    write(journal);
    expect(causesUpTo(journal.lines, '1990-01')).toEqual({ ...nothing, [cause]: 1 });
  });

  test.each<[what: string, write: (journal: TestJournal) => unknown]>([
    ['what a group is called', (to) => to.changeCollective('group', { fields: ['name', 'district'] })],
    ['her telephone', (to) => to.changeMember('Padma', { fields: ['phone'] })],
    [
      'the priority of a case',
      (to) => to.changeCase('case', 'Padma', { fields: ['priority', 'assignedTo'] }),
    ],
    ['a change of nothing', (to) => to.changeMember('Padma', { fields: [] })],
    ['consent to the services', (to) => to.consent('Padma', true, march, 'services')],
    ['a note', (to) => to.event('Padma', march, { type: 'note' })],
    ['a follow-up', (to) => to.event('Padma', march, { type: 'follow_up', due: march })],
    ['a referral', (to) => to.event('Padma', march, { type: 'referral', stage: 'requested' })],
    ['a note taken back', (to) => to.takeBack(to.event('Padma', march, { type: 'note' }))],
    ['a target', (to) => to.targets('2026-27', { members_active: 5 })],
  ])('no number depends on %s', (_what, write) => {
    const journal = createJournal();
    write(journal);
    expect(causesUpTo(journal.lines, '2099-12')).toEqual(nothing);
  });

  test('a borrowing is told as late, from the month in which it was sanctioned on', () => {
    const { lines, borrow } = createJournal();
    const { sanctionedOn } = borrow('borrowing', 'bank_linkage');
    expect(sanctionedOn).toBe('2026-01-01');
    expect(causesUpTo(lines, '2025-12')).toEqual(nothing);
    expect(causesUpTo(lines, '2026-01')).toEqual({ ...nothing, late: 1 });
  });

  test('no cause tells that there is a grievance, its steps or its end', () => {
    const journal = createJournal();
    const grievance = journal.request('Padma', march, 'grievance');
    journal.requestStep(grievance, march, 'answered');
    journal.reverseEntry('Padma', grievance.id, 'request');
    const other = journal.request('Padma', march);
    expect(causesBetween(new Map(), countCauses(journal.lines), monthNumber('2026-03'))).toEqual({
      ...nothing,
      late: 1,
    });
    journal.reverseEntry('Padma', other.id, 'request');
    expect(causesUpTo(journal.lines, '2026-03')).toEqual({ ...nothing, taken_back: 1 });
  });

  test('are counted, and kept apart from the other totals', () => {
    const journal = createJournal();
    for (const [, , write] of dated) write(journal);
    const all = countCauses(journal.lines);
    const told = causesBetween(new Map(), all, monthNumber('2026-03'));
    expect(told).toEqual({ ...nothing, late: 23, taken_back: 5, consent: 2, moved: 2 });
    const kept = totalsOfCauses(new Map([...all, ['members_active.change', new Map([[1, 1]])]]));
    expect(kept).toEqual(all);
    expect(totalsOfCauses(new Map())).toEqual(new Map());
  });
});
