import { describe, expect, test } from 'vitest';
import { outreachFields } from '../../functions/areas/outreach/definition.ts';
import { maxOutreachRecorded } from '../../functions/areas/outreach/repository.ts';
import { type Gate, openGate } from '../../functions/months/disclosure/gate.ts';
import {
  type Publication,
  type PublishedNumbers,
  toPublishedNumbers,
} from '../../functions/months/disclosure/publication-history.ts';
import { hashCatalogue, indicators } from '../../functions/months/indicators/catalogue.ts';
import type { Indicator } from '../../functions/months/indicators/indicator.ts';
import type { Totals } from '../../functions/months/indicators/totals.ts';
import { createJournalCounter } from '../../functions/months/publishing/count-journal.ts';
import {
  composeSnapshot,
  renderSnapshot,
  type Snapshot,
} from '../../functions/months/publishing/snapshot.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { type District, districtsOn } from '../../functions/shared/reach/districts.ts';
import {
  createJournal,
  idOf,
  indian,
  indicatorOf,
  journalSourceOf,
  publicationOf,
  snapshotOf,
  type TestJournal,
} from './journal-builder.ts';

type Rules = { readonly catalogue: readonly Indicator[]; readonly gate: Gate };
const rules: Rules = { catalogue: indicators, gate: openGate };

type Rebuilt = { readonly snapshot: Snapshot };

/** Publishes one after the other, as the ordinals say, from the journal alone. */
const publishAll = async (
  lines: readonly JournalLine[],
  publications: readonly Partial<Publication>[],
  { catalogue, gate }: Rules = rules,
): Promise<Rebuilt[]> => {
  const countTo = createJournalCounter(catalogue, journalSourceOf([...lines].sort(compareLines)));
  const history: PublishedNumbers[] = [];
  const rebuilt: Rebuilt[] = [];
  /** By month: the totals of its newest version. */
  const newest = new Map<string, Totals>();
  for (const [at, changes] of publications.entries()) {
    const publication = publicationOf(changes.month ?? '', { ordinal: at + 1, ...changes });
    const { totals, programme, secret } = await countTo(publication.cutoff);
    const totalsBefore = newest.get(publication.month);
    const snapshot = composeSnapshot({
      catalogue,
      totals,
      totalsBefore,
      programme,
      history,
      publication,
      gate,
      secret,
    });
    newest.set(publication.month, totals);
    history.push(toPublishedNumbers(at + 1, JSON.parse(renderSnapshot(snapshot))));
    rebuilt.push({ snapshot });
  }
  return rebuilt;
};

const correction = (month: string, at: string, version = 2): Partial<Publication> => ({
  month,
  version,
  cutoff: indian(at),
  reason: 'A sheet was entered twice',
});

const enrolMany = (
  journal: TestJournal,
  prefix: string,
  count: number,
  more: Parameters<TestJournal['member']>[1] = {},
): void => {
  for (let at = 1; at <= count; at += 1) {
    journal.member(`${prefix} ${at}`, more);
  }
};

const enrolled = ({ snapshot }: Rebuilt) => indicatorOf(snapshot, 'members_enrolled');
const districtOf = (rebuilt: Rebuilt) => enrolled(rebuilt).breakdowns.district;

describe('snapshot.json', () => {
  test('is canonical JSON of exactly the fields of the contract', () => {
    const journal = createJournal();
    journal.terms('2026-04', 'Kamonohashi');
    journal.member('Padma', { joinedOn: '2026-10-31' });
    journal.targets('2026-27', { members_enrolled: 15 });
    const bytes = renderSnapshot(snapshotOf(journal.lines, publicationOf('2026-10')));
    expect(bytes.endsWith('}\n')).toBe(true);
    const parsed = JSON.parse(bytes);
    expect(Object.keys(parsed)).toEqual([
      'catalogue',
      'cutoff',
      'disclosure',
      'financialYear',
      'indicators',
      'month',
      'narrative',
      'programme',
      'reason',
      'revisions',
      'schema',
      'stories',
      'version',
    ]);
    expect(parsed).toMatchObject({
      schema: 'leadership-next/snapshot/1',
      programme: {
        name: 'Leadership Next',
        implementer: 'HELP',
        forum: 'VIMUKTHI',
        funder: 'Kamonohashi',
        state: 'Andhra Pradesh',
      },
      month: '2026-10',
      version: 1,
      reason: null,
      cutoff: '2026-11-04T18:30:00Z',
      financialYear: '2026-27',
      catalogue: hashCatalogue(indicators),
      narrative: null,
      stories: [],
      revisions: [],
    });
    expect(parsed.indicators[0]).toEqual({
      code: 'members_enrolled',
      unit: 'persons',
      way: 'distinct',
      title: { en: 'Members enrolled', te: 'చేరిన సభ్యులు', ja: '加入したメンバー' },
      month: 1,
      financialYear: 1,
      toDate: 1,
      target: 15,
      baseline: null,
      breakdowns: { district: null, ageBand: null },
    });
    expect(parsed.indicators.map(({ code }: { code: string }) => code)).toEqual(
      indicators.filter(({ since = '' }) => since <= '2026-10').map(({ code }) => code),
    );
    expect(renderSnapshot(parsed)).toBe(bytes);
  });

  test('of a month with as many stories as are taken fits into an answer of 6 MB', async () => {
    const journal = createJournal();
    const url = `https://a.example/${'\u{20000}'.repeat(991)}`;
    expect(outreachFields.url.is.safeParse(url).success).toBe(true);
    const text = '\u{20000}'.repeat(120);
    for (let story = 0; story < maxOutreachRecorded; story += 1) {
      journal
        .at('2026-10-10T06:00')
        .outreach('2026-10-10', { kind: 'media_story', url, title: text, outlet: text });
    }
    const [{ snapshot } = { snapshot: undefined }] = await publishAll(journal.lines, [{ month: '2026-10' }]);
    expect(snapshot?.stories).toHaveLength(maxOutreachRecorded);
    const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(snapshot)));
    expect(bytes).toBeLessThan(6_000_000);
  });

  test('takes the targets of its financial year that were set last before the cutoff', () => {
    const journal = createJournal();
    journal.at('2026-04-02T10:00').targets('2026-27', { pensions: 15 });
    journal.at('2026-11-04T23:59').targets('2026-27', { pensions: 16 });
    journal.at('2026-11-05T00:00').targets('2026-27', { pensions: 17 });
    const target = (month: string) =>
      indicatorOf(snapshotOf(journal.lines, publicationOf(month)), 'pensions').target;
    expect(target('2026-04')).toBe(15);
    expect(target('2026-10')).toBe(16);
    expect(target('2026-11')).toBe(17);
    expect(target('2026-03')).toBeNull();
    expect(target('2027-04')).toBeNull();
  });

  test('keeps the targets of its month in a correction, and gives later ones to later months', async () => {
    const journal = createJournal();
    journal.at('2026-04-02T10:00').targets('2026-27', { pensions: 15, ration_cards: 4 });
    journal.at('2026-11-05T00:00').targets('2026-27', { pensions: 16 });
    const published = await publishAll(journal.lines, [
      { month: '2026-10' },
      correction('2026-10', '2026-11-20T10:00'),
      { month: '2026-11' },
      correction('2026-10', '2026-12-20T10:00', 3),
    ]);
    const targets = (code: string) => published.map(({ snapshot }) => indicatorOf(snapshot, code).target);
    expect(targets('pensions')).toEqual([15, 15, 16, 15]);
    expect(targets('ration_cards')).toEqual([4, 4, null, 4]);
  });

  test('leaves out what was recorded at the cutoff or later, and what is dated after the month', () => {
    const journal = createJournal();
    journal.at('2026-11-04T23:59').meeting('in time', '2026-10-31');
    journal.at('2026-11-05T00:00').meeting('too late', '2026-10-31');
    journal.at('2026-11-02T10:00').meeting('next month', '2026-11-02');
    const { month, toDate } = indicatorOf(
      snapshotOf(journal.lines, publicationOf('2026-10')),
      'meetings_held',
    );
    expect([month, toDate]).toEqual([1, 1]);
  });
});

describe('a correction', () => {
  const nothing = { late: 0, corrected: 0, taken_back: 0, consent: 0, joined: 0, moved: 0 };

  test('says which values of the version before it changed, and a first version says nothing of it', async () => {
    const journal = createJournal();
    journal.collective('Group');
    const sheet = journal.at('2026-08-10T10:00').meeting('twice', '2026-08-10');
    journal.meeting('once', '2026-08-17');
    journal.at('2026-09-10T10:00').reverse(sheet);
    journal.meeting('late', '2026-04-20');
    journal.meeting('of September', '2026-09-10');
    const [first, second, third] = await publishAll(journal.lines, [
      { month: '2026-08' },
      correction('2026-08', '2026-09-11T10:00'),
      correction('2026-08', '2026-09-12T10:00', 3),
    ]);
    expect(first?.snapshot).not.toHaveProperty('changes');
    expect(first?.snapshot).not.toHaveProperty('because');
    expect(second?.snapshot.changes).toEqual([{ code: 'meetings_held', part: 'month', was: 2, now: 1 }]);
    // The meeting of September can't change August, and is no cause.
    expect(second?.snapshot.because).toEqual({ ...nothing, late: 1, taken_back: 1 });
    // April's revision stands where it always did.
    expect(third?.snapshot).toMatchObject({ changes: [], because: nothing, revisions: [] });
  });

  test('lists all three parts, ratios with both numbers, by code', async () => {
    const journal = createJournal();
    journal.collective('Group');
    journal.member('Asha', { joinedOn: '2026-08-01' });
    journal.at('2026-09-10T10:00').meeting('late', '2026-08-10', { Asha: 'present' });
    const [, second] = await publishAll(journal.lines, [
      { month: '2026-08' },
      correction('2026-08', '2026-09-11T10:00'),
    ]);
    const none = { numerator: 0, denominator: 0 };
    const one = { numerator: 1, denominator: 1 };
    expect(second?.snapshot.changes).toEqual([
      { code: 'attendance_rate', part: 'month', was: none, now: one },
      { code: 'attendance_rate', part: 'financialYear', was: none, now: one },
      { code: 'attendance_rate', part: 'toDate', was: none, now: one },
      { code: 'meetings_held', part: 'month', was: 0, now: 1 },
      { code: 'meetings_held', part: 'financialYear', was: 0, now: 1 },
      { code: 'meetings_held', part: 'toDate', was: 0, now: 1 },
    ]);
  });
});

describe('a money stock of members', () => {
  const withSavers = (silent: number, month = '2026-08') => {
    const journal = createJournal();
    journal.at(`${month}-01T10:00`);
    const names = Array.from({ length: silent + 1 }, (_, at) => `Member ${at}`);
    for (const [at, name] of names.entries()) {
      journal.member(name, { joinedOn: `${month}-01`, ...(at === 0 ? {} : { consents: [] }) });
    }
    const deposits = names.map((name) => [name, ['deposit', 100]] as const);
    journal.meeting('August', `${month}-10`, Object.fromEntries(deposits));
    return snapshotOf(journal.lines, publicationOf(month));
  };

  test('says how many members are left out of it, from 11 on, and never an amount', () => {
    const told = withSavers(11);
    expect(indicatorOf(told, 'savings_balance')).toMatchObject({ month: 100, leftOut: 11 });
    expect(indicatorOf(withSavers(10), 'savings_balance').leftOut).toEqual({ withheld: 'too_few' });
    // None of them has a loan, and the group's own money leaves nobody out.
    expect(indicatorOf(told, 'loans_outstanding').leftOut).toEqual({ withheld: 'too_few' });
    expect(indicatorOf(told, 'bank_balance')).not.toHaveProperty('leftOut');
    expect(indicatorOf(told, 'members_active')).not.toHaveProperty('leftOut');
  });
});

describe('revisions', () => {
  test('say once, by month and code, what late facts changed in earlier months', async () => {
    const journal = createJournal();
    journal.member('Padma');
    journal.at('2026-08-10T10:00').meeting('August', '2026-08-10', { Padma: ['deposit', 100] });
    journal.at('2026-09-20T10:00').meeting('late', '2026-08-20', { Padma: ['deposit', 50] });
    journal.meeting('later', '2026-07-20', { Padma: 'absent' });
    const [, , september, october] = await publishAll(journal.lines, [
      { month: '2026-07' },
      { month: '2026-08' },
      { month: '2026-09' },
      { month: '2026-10' },
    ]);
    expect(september?.snapshot.revisions).toEqual([
      {
        month: '2026-07',
        code: 'attendance_rate',
        was: { numerator: 0, denominator: 0 },
        now: { numerator: 0, denominator: 1 },
      },
      { month: '2026-07', code: 'meetings_held', was: 0, now: 1 },
      {
        month: '2026-08',
        code: 'attendance_rate',
        was: { numerator: 1, denominator: 1 },
        now: { numerator: 2, denominator: 2 },
      },
      { month: '2026-08', code: 'meetings_held', was: 1, now: 2 },
      { month: '2026-08', code: 'savings_balance', was: 100, now: 150 },
      { month: '2026-08', code: 'savings_deposited', was: 100, now: 150 },
    ]);
    expect(october?.snapshot.revisions).toEqual([]);
  });

  test('are never told from an older count than the one that was published', async () => {
    const journal = createJournal();
    journal.member('Padma');
    journal.at('2026-09-20T10:00').meeting('September', '2026-09-20', { Padma: ['deposit', 100] });
    // After September has closed, and before it is published, August is corrected.
    journal.at('2026-10-05T00:05').meeting('late', '2026-08-20', { Padma: ['deposit', 50] });
    journal.at('2026-10-20T10:00').meeting('later', '2026-08-21', { Padma: ['deposit', 25] });
    const [august, corrected, september, october] = await publishAll(journal.lines, [
      { month: '2026-08' },
      correction('2026-08', '2026-10-05T00:10'),
      { month: '2026-09' },
      { month: '2026-10' },
    ]);
    const saved = (of: Rebuilt | undefined) => of && indicatorOf(of.snapshot, 'savings_deposited').month;
    expect([august, corrected, september].map(saved)).toEqual([0, 50, 100]);
    expect(september?.snapshot.revisions).toEqual([]);
    expect(october?.snapshot.revisions.filter(({ code }) => code === 'savings_deposited')).toEqual([
      { month: '2026-08', code: 'savings_deposited', was: 50, now: 75 },
    ]);
  });

  test('take a reversal back on the day of the meeting', async () => {
    const journal = createJournal();
    journal.member('Padma');
    const sheet = journal.at('2026-08-10T10:00').meeting('August', '2026-08-10', { Padma: ['deposit', 100] });
    journal.at('2026-09-20T10:00').reverse(sheet);
    const [, september] = await publishAll(journal.lines, [{ month: '2026-08' }, { month: '2026-09' }]);
    expect(september?.snapshot.revisions.map(({ code, was, now }) => [code, was, now])).toEqual([
      ['attendance_rate', { numerator: 1, denominator: 1 }, { numerator: 0, denominator: 0 }],
      ['meetings_held', 1, 0],
      ['members_saving', 1, 0],
      ['savings_balance', 100, 0],
      ['savings_deposited', 100, 0],
    ]);
  });

  test('take an event back on its own date, in every figure, and never in what was published', async () => {
    const journal = createJournal();
    journal.member('Padma');
    journal.at('2026-08-01T10:00').openCase('case', 'Padma', { openedOn: '2026-08-01' });
    const received = { type: 'entitlement', entitlement: 'pension', stage: 'received' } as const;
    const wrong = [
      journal.event('Padma', '2026-08-05', received),
      journal.event('Padma', '2026-08-06', { type: 'service', service: 'mental_health' }),
      journal.event('Padma', '2026-08-07', {
        type: 'compensation',
        applicationId: idOf('application'),
        scheme: 'ap_2015',
        stage: 'paid',
      }),
      journal.event('Padma', '2026-08-08', { type: 'status', status: 'closed' }),
    ];
    journal.at('2026-09-10T10:00').event('Padma', '2026-09-10', received);
    for (const event of wrong) {
      journal.takeBack(event);
    }
    const [august, september, october] = await publishAll(journal.lines, [
      { month: '2026-08' },
      { month: '2026-09' },
      { month: '2026-10' },
    ]);
    const figures = (rebuilt: Rebuilt | undefined, code: string) =>
      rebuilt && indicatorOf(rebuilt.snapshot, code).month;
    const codes = ['pensions', 'mental_health_survivors', 'compensation_paid', 'cases_closed', 'cases_open'];
    expect(codes.map((code) => figures(august, code))).toEqual([1, 1, 1, 1, 0]);
    expect(codes.map((code) => figures(september, code))).toEqual([1, 0, 0, 0, 1]);
    expect(september?.snapshot.revisions.map(({ month, code, was, now }) => [month, code, was, now])).toEqual(
      [
        ['2026-08', 'cases_closed', 1, 0],
        ['2026-08', 'cases_open', 0, 1],
        ['2026-08', 'compensation_paid', 1, 0],
        ['2026-08', 'mental_health_survivors', 1, 0],
        ['2026-08', 'pensions', 1, 0],
      ],
    );
    expect(october?.snapshot.revisions).toEqual([]);
  });

  test('do not come from a withdrawal, whatever its date; they may from a consent given for an earlier day', async () => {
    const journal = createJournal();
    journal.member('Padma');
    journal.member('Sita', { consents: [] });
    journal.at('2026-09-20T10:00').consent('Padma', false, '2026-06-01');
    journal.at('2026-10-20T10:00').consent('Sita', true, '2026-08-31');
    const [, september, october] = await publishAll(journal.lines, [
      { month: '2026-08' },
      { month: '2026-09' },
      { month: '2026-10' },
    ]);
    expect(september?.snapshot.revisions).toEqual([]);
    expect(october?.snapshot.revisions).toEqual([
      { month: '2026-08', code: 'members_active', was: 1, now: 2 },
      { month: '2026-09', code: 'members_active', was: 0, now: 1 },
    ]);
  });

  test('count from what a correction said, and a correction lists those of earlier months alone', async () => {
    const journal = createJournal();
    journal.meeting('July', '2026-07-01');
    journal.at('2026-09-10T10:00').meeting('late August', '2026-08-01');
    journal.meeting('late July', '2026-07-02');
    const [, , corrected, september] = await publishAll(journal.lines, [
      { month: '2026-07' },
      { month: '2026-08' },
      correction('2026-08', '2026-09-10T11:00'),
      { month: '2026-09' },
    ]);
    expect(corrected?.snapshot).toMatchObject({
      month: '2026-08',
      version: 2,
      reason: 'A sheet was entered twice',
      cutoff: '2026-09-10T05:30:00Z',
      revisions: [{ month: '2026-07', code: 'meetings_held', was: 1, now: 2 }],
    });
    expect(corrected && indicatorOf(corrected.snapshot, 'meetings_held').month).toBe(1);
    expect(september?.snapshot.revisions).toEqual([]);
  });

  test('leave out an indicator in months that were published without it', async () => {
    const journal = createJournal();
    journal.at('2026-08-10T10:00').outreach('2026-08-10', { kind: 'advocacy' });
    journal.at('2026-09-10T10:00').outreach('2026-08-11', { kind: 'advocacy' });
    journal.at('2026-10-10T10:00').outreach('2026-09-11', { kind: 'advocacy' });
    const [first] = indicators;
    if (first === undefined) throw new Error('no indicators');
    const advocacy: Indicator = {
      ...first,
      code: 'advocacy_events',
      breakdowns: false,
      since: '2026-09',
      counting: { way: 'sum', fact: 'outreach', count: ({ kind }) => (kind === 'advocacy' ? 1 : 0) },
    };
    const [august, september, october] = await publishAll(
      journal.lines,
      [{ month: '2026-08' }, { month: '2026-09' }, { month: '2026-10' }],
      { ...rules, catalogue: [...indicators, advocacy] },
    );
    expect(august?.snapshot.indicators.some(({ code }) => code === 'advocacy_events')).toBe(false);
    expect(september?.snapshot.revisions).toEqual([]);
    expect(september && indicatorOf(september.snapshot, 'advocacy_events').toDate).toBe(2);
    expect(october?.snapshot.revisions).toEqual([
      { month: '2026-09', code: 'advocacy_events', was: 0, now: 1 },
    ]);
  });
});

describe('breakdowns', () => {
  test('list every key, hide 0 to 14 and round the others', async () => {
    const journal = createJournal();
    enrolMany(journal, 'Guntur', 25, { district: 'Guntur', ageBand: 'under 18' });
    enrolMany(journal, 'Krishna', 15, { district: 'Krishna', ageBand: '45+' });
    enrolMany(journal, 'Palnadu', 14, { district: 'Palnadu', ageBand: '18-24' });
    const [april] = await publishAll(journal.lines, [{ month: '2025-04' }]);
    expect(april && enrolled(april).breakdowns).toEqual({
      district: {
        asOf: '2025-04',
        cells: districtsOn('2025-04-30').map((key) => ({
          key,
          value: { Guntur: 30, Krishna: 20 }[String(key)] ?? '*',
        })),
      },
      ageBand: {
        asOf: '2025-04',
        cells: [
          { key: 'under 18', value: 30 },
          { key: '18-24', value: '*' },
          { key: '25-34', value: '*' },
          { key: '35-44', value: '*' },
          { key: '45+', value: 20 },
        ],
      },
    });
    expect(april && indicatorOf(april.snapshot, 'savings_balance').breakdowns).toEqual({
      district: null,
      ageBand: null,
    });
  });

  test('list the districts in force on the last day of the month; what is repeated keeps its own', async () => {
    const journal = createJournal();
    const join = (at: string, count: number, district: District) => {
      journal.at(at);
      enrolMany(journal, `${at} ${district}`, count, { joinedOn: at.slice(0, 10), district });
    };
    join('2025-11-02T10:00', 40, 'Prakasam');
    join('2025-12-31T10:00', 19, 'Markapuram');
    join('2026-01-31T10:00', 1, 'Markapuram');
    // Who was recorded in Prakasam stays there, also when her record is changed.
    journal.changeMember('2025-11-02T10:00 Prakasam 1', { joinedOn: '2025-11-02', district: 'Markapuram' });
    const published = await publishAll(
      journal.lines,
      ['2025-11', '2025-12', '2026-01'].map((month) => ({ month })),
    );
    const shown = published.map((one) => {
      const district = districtOf(one);
      const cells = district?.cells === 'withheld' ? [] : (district?.cells ?? []);
      return [
        district?.asOf,
        cells.length,
        ...['Prakasam', 'Markapuram', 'Polavaram'].map(
          (key) => cells.find((cell) => cell.key === key)?.value,
        ),
      ];
    });
    expect(shown).toEqual([
      ['2025-11', 26, 40, undefined, undefined],
      ['2025-11', 26, 40, undefined, undefined],
      ['2026-01', 28, 40, 20, '*'],
    ]);
    const active = published.at(-1);
    const stock = active && indicatorOf(active.snapshot, 'members_active').breakdowns.district;
    expect(stock?.cells).toContainEqual({ key: 'Markapuram', value: 20 });
  });

  test('are first shown at 20, then repeated until they have grown by half', async () => {
    const journal = createJournal();
    const join = (month: string, count: number) => {
      journal.at(`${month}-02T10:00`);
      enrolMany(journal, month, count, { joinedOn: `${month}-02` });
    };
    join('2026-04', 19);
    join('2026-05', 1);
    join('2026-06', 9);
    join('2026-07', 1);
    const published = await publishAll(
      journal.lines,
      ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08'].map((month) => ({ month })),
    );
    expect(published.map((one) => districtOf(one)?.asOf ?? null)).toEqual([
      null,
      '2026-05',
      '2026-05',
      '2026-07',
      '2026-07',
    ]);
    const guntur = published.map((one) => {
      const cells = districtOf(one)?.cells;
      return Array.isArray(cells) ? cells.find(({ key }) => key === 'Guntur')?.value : null;
    });
    expect(guntur).toEqual([null, 20, 20, 30, 30]);
  });

  test('of a stock are shown anew after twelve months, when it has fallen by 20', async () => {
    const journal = createJournal();
    enrolMany(journal, 'Member', 45);
    journal.at('2025-05-10T10:00');
    for (let at = 1; at <= 20; at += 1) {
      journal.exit(`Member ${at}`, '2025-05-10');
    }
    const published = await publishAll(
      journal.lines,
      ['2025-04', '2025-05', '2026-03', '2026-04'].map((month) => ({ month })),
    );
    const active = published.map((one) => indicatorOf(one.snapshot, 'members_active').breakdowns.ageBand);
    expect(active.map((breakdown) => breakdown?.asOf)).toEqual(['2025-04', '2025-04', '2025-04', '2026-04']);
    expect(active[3]?.cells).toContainEqual({ key: '25-34', value: 30 });
  });

  test('are repeated by a correction as its month had them', async () => {
    const journal = createJournal();
    enrolMany(journal, 'April', 20, { joinedOn: '2026-04-02' });
    journal.at('2026-05-06T10:00');
    enrolMany(journal, 'Late', 30, { joinedOn: '2026-04-03' });
    const published = await publishAll(journal.lines, [
      { month: '2026-03' },
      { month: '2026-04' },
      { month: '2026-05' },
      correction('2026-04', '2026-06-10T10:00'),
      correction('2026-03', '2026-06-11T10:00'),
      { month: '2026-06' },
    ]);
    expect(published.map((one) => [enrolled(one).toDate, districtOf(one)?.asOf ?? null])).toEqual([
      [0, null],
      [20, '2026-04'],
      [50, '2026-05'],
      [50, '2026-04'],
      [0, null],
      [50, '2026-05'],
    ]);
    expect(districtOf(published[3] ?? unreachable())).toEqual(districtOf(published[1] ?? unreachable()));
  });

  test('keep a member in the cell of her first counted fact in order of recording', async () => {
    const journal = createJournal();
    enrolMany(journal, 'Member', 20, { district: 'Guntur' });
    const serve = (name: string, on: string) =>
      journal.event(name, on, { type: 'service', service: 'legal_aid' });
    for (let at = 1; at <= 20; at += 1) {
      serve(`Member ${at}`, '2025-04-20');
      journal.changeMember(`Member ${at}`, { district: 'Krishna' });
      // Recorded later, though dated earlier: her cell stays.
      serve(`Member ${at}`, '2025-04-10');
    }
    const [april] = await publishAll(journal.lines, [{ month: '2025-04' }]);
    const shown = (code: string) => {
      const cells = april && indicatorOf(april.snapshot, code).breakdowns.district?.cells;
      return Array.isArray(cells) ? cells.filter(({ value }) => value !== '*') : null;
    };
    expect(shown('members_enrolled')).toEqual([{ key: 'Guntur', value: 20 }]);
    expect(shown('legal_aid_survivors')).toEqual([{ key: 'Guntur', value: 20 }]);
    expect(shown('members_active')).toEqual([{ key: 'Krishna', value: 20 }]);
  });

  test('place a member by the first of her facts that still counts, not by one that was taken back', async () => {
    const journal = createJournal();
    for (let at = 1; at <= 20; at += 1) {
      const member = `Member ${at}`;
      journal.member(member);
      const sheet = journal.meeting(`first ${at}`, '2025-04-05', { [member]: ['deposit', 10] });
      const service = journal.event(member, '2025-04-05', { type: 'service', service: 'legal_aid' });
      journal.changeMember(member, { district: 'Krishna' });
      journal.meeting(`second ${at}`, '2025-04-06', { [member]: ['deposit', 10] });
      journal.event(member, '2025-04-04', { type: 'service', service: 'legal_aid' });
      journal.changeMember(member, { district: 'Bapatla' });
      journal.reverse(sheet);
      journal.takeBack(service);
    }
    const [april] = await publishAll(journal.lines, [{ month: '2025-04' }]);
    for (const code of ['members_saving', 'legal_aid_survivors']) {
      const entry = april && indicatorOf(april.snapshot, code);
      expect(entry?.toDate).toBe(20);
      expect(entry?.breakdowns.district?.cells).toContainEqual({ key: 'Krishna', value: 20 });
    }
  });

  test('are withheld where the gate says so, and count as shown', async () => {
    const journal = createJournal();
    enrolMany(journal, 'Member', 25, { joinedOn: '2025-04-02' });
    const asked: string[] = [];
    const published = await publishAll(journal.lines, [{ month: '2025-04' }, { month: '2025-05' }], {
      ...rules,
      gate: ({ code, breakdown, history, publication }) => {
        asked.push(`${code} ${breakdown} ${history.length} ${publication.month}`);
        return breakdown !== 'district';
      },
    });
    expect(published.map((one) => districtOf(one))).toEqual([
      { asOf: '2025-04', cells: 'withheld' },
      { asOf: '2025-04', cells: 'withheld' },
    ]);
    expect(published[0] && enrolled(published[0]).breakdowns.ageBand?.cells).toContainEqual({
      key: '25-34',
      value: 30,
    });
    expect(asked).toEqual([
      'members_enrolled district 0 2025-04',
      'members_enrolled ageBand 0 2025-04',
      'members_active district 0 2025-04',
      'members_active ageBand 0 2025-04',
    ]);
  });
});

describe('rebuilding', () => {
  test('gives each publication as it was, also when cutoffs are not in the order of ordinals', async () => {
    const journal = createJournal();
    journal.meeting('April', '2025-04-02');
    journal.at('2025-06-05T00:05').meeting('late May', '2025-05-31');
    const [, correctedApril, may, june] = await publishAll(journal.lines, [
      { month: '2025-04' },
      // Asked for between May's cutoff and May's compile: its ordinal is lower, its cutoff later.
      correction('2025-04', '2025-06-05T00:10'),
      { month: '2025-05' },
      { month: '2025-06' },
    ]);
    expect(correctedApril?.snapshot.revisions).toEqual([]);
    expect(may && indicatorOf(may.snapshot, 'meetings_held').month).toBe(0);
    expect(june?.snapshot.revisions).toEqual([{ month: '2025-05', code: 'meetings_held', was: 0, now: 1 }]);
  });
});

const unreachable = (): never => {
  throw new Error('There is one.');
};
