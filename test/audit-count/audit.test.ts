import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askFolder, auditFolder, type MonthAudit } from '../../bin/audit/audit-folder.ts';
import { describeAudit } from '../../bin/audit/describe-audit.ts';
import { openDuckDbCount } from '../../bin/audit/duckdb-count.ts';
import type { Finding } from '../../bin/audit/finding.ts';
import type { Publication } from '../../functions/months/disclosure/publication-history.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { renderSnapshot, type Snapshot } from '../../functions/months/publishing/snapshot.ts';
import { renderZip } from '../../functions/months/rendering/zip.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { createJournal, idOf, indian, publicationOf } from '../publishing/journal-builder.ts';
import { publishAll } from './engine.ts';

/** Thirty members of Guntur and ten of Krishna; May's savings of 100 are recorded in time, 50 before its correction, 25 after. */
const journal = createJournal();
journal.collective('collective');
for (let count = 0; count < 40; count += 1) {
  journal.member(`member ${count}`, { district: count < 30 ? 'Guntur' : 'Krishna' });
}
journal.targets('2025-26', { members_enrolled: 100 });
const baseline = { asOf: '2025-03-31', value: 12, source: 'A register' };
journal.baselines({ pensions: baseline });
journal.terms('2025-04', 'A funder');
journal.terms('2025-05', 'Another funder');
journal.narrative('2025-04', 'A first month.', null);
const story = {
  kind: 'media_story',
  title: 'A story',
  outlet: 'Paper',
  url: 'https://paper.example',
} as const;
const wrong = journal.at('2025-04-20T10:00').outreach('2025-04-19', { ...story, title: 'A wrong one' });
journal.at('2025-04-21T10:00').outreach('2025-04-18', story);
journal.at('2025-04-22T10:00').reverseOutreach(wrong);
journal.at('2025-05-20T10:00').meeting('May', '2025-05-20', { 'member 1': ['deposit', 100] });
journal.at('2025-06-06T10:00').outreach('2025-05-02', { ...story, title: 'Late' });
journal.at('2025-06-10T10:00').meeting('late', '2025-05-25', { 'member 2': ['deposit', 50] });
journal.at('2025-06-20T10:00').meeting('later', '2025-05-26', { 'member 3': ['deposit', 25] });

const publications = [
  publicationOf('2025-04', { ordinal: 1 }),
  publicationOf('2025-05', { ordinal: 2 }),
  publicationOf('2025-05', { ordinal: 3, version: 2, cutoff: indian('2025-06-12T10:00'), reason: 'late' }),
  publicationOf('2025-06', { ordinal: 4 }),
];
/** With the lines of the publications, each recorded at its cutoff. */
const withPublications = (
  recorded: readonly JournalLine[],
  published: readonly Publication[],
): readonly JournalLine[] => [
  ...recorded,
  ...published.map(
    (publication): JournalLine => ({
      ...publication,
      type: 'publication',
      id: idOf(`publication ${publication.ordinal}`),
      recordedAt: publication.cutoff,
      actor: 'system',
    }),
  ),
];
const lines = withPublications(journal.lines, publications);
const [april, may, mayCorrected, june] = await publishAll(lines, publications);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  placeJournal(lines);
});
afterEach(() => rmSync(folder, { recursive: true }));

const placeJournal = (placed: readonly JournalLine[]): void =>
  writeFileSync(join(folder, 'journal.jsonl'), placed.map((line) => `${JSON.stringify(line)}\n`).join(''));

const place = (name: string, snapshot: Snapshot | undefined): void => {
  if (snapshot === undefined) throw new Error('Nothing was published.');
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'snapshot.json'), renderSnapshot(snapshot));
};

/** The published indicator, changed. */
const change = (snapshot: Snapshot | undefined, code: string, changes: object): Snapshot | undefined =>
  snapshot && {
    ...snapshot,
    indicators: snapshot.indicators.map((indicator) =>
      indicator.code === code ? { ...indicator, ...changes } : indicator,
    ),
  };

/** A finding that a person should read. */
type Noted = Pick<Finding, 'about' | 'verdict' | 'notes'>;

/** The findings of an audited month but for what is the same and needs no note. */
const notedFindings = ({ findings }: MonthAudit): Noted[] =>
  findings
    .filter(({ verdict, notes }) => verdict !== 'same' || notes.length > 0)
    .map(({ about, verdict, notes }) => ({ about, verdict, notes }));

test('finds everything the same that was published', async () => {
  for (const [name, snapshot] of Object.entries({ april, june })) place(name, snapshot);
  const audits = await auditFolder(folder);
  expect(audits.flatMap(notedFindings)).toEqual([]);
  const [first] = audits;
  expect(first && describeAudit(first)[0]).toBe('2025-04 version 1, from april');
  // Beside the indicators: programme, narrative, stories, revisions, changes.
  expect(first && describeAudit(first).at(-1)).toBe(`${indicators.length + 5} same, 0 withheld, 0 different`);
});

test('tells what a correction, and what a later month, says since', async () => {
  for (const [name, snapshot] of Object.entries({ first: may, second: mayCorrected })) place(name, snapshot);
  const [first = [], second = []] = (await auditFolder(folder)).map(notedFindings);
  expect(first).toContainEqual({
    about: 'savings_deposited',
    verdict: 'same',
    notes: [
      'corrected since: version 2 changes month 100 to 150',
      'corrected since: version 2 changes financial year 100 to 150',
      'corrected since: version 2 changes to date 100 to 150',
      'revised since: 2025-06 changes month 150 to 175',
    ],
  });
  expect(second).toContainEqual({
    about: 'savings_deposited',
    verdict: 'same',
    notes: ['revised since: 2025-06 changes month 150 to 175'],
  });
});

test('expects no revision from an older count than the one that was published', async () => {
  const own = createJournal();
  own.terms('2025-04', 'A funder');
  own.member('Padma');
  own.at('2025-06-20T10:00').meeting('June', '2025-06-20', { Padma: ['deposit', 100] });
  own.at('2025-07-05T00:05').meeting('late', '2025-05-20', { Padma: ['deposit', 50] });
  // May is corrected after June has closed, and before it is published.
  const published = [
    publicationOf('2025-05', { ordinal: 1 }),
    publicationOf('2025-05', { ordinal: 2, version: 2, cutoff: indian('2025-07-05T00:10'), reason: 'late' }),
    publicationOf('2025-06', { ordinal: 3 }),
    publicationOf('2025-07', { ordinal: 4 }),
  ];
  const all = withPublications(own.lines, published);
  placeJournal(all);
  for (const [at, snapshot] of (await publishAll(all, published)).entries())
    place(`ordinal-${at + 1}`, snapshot);
  const audits = await auditFolder(folder);
  expect(audits).toHaveLength(4);
  expect(audits.flatMap(({ findings }) => findings.filter(({ verdict }) => verdict === 'different'))).toEqual(
    [],
  );
});

const enrolledByAgeBand = april?.indicators.find(({ code }) => code === 'members_enrolled')?.breakdowns
  .ageBand;

/** Published months that are not what the journal says: what of them was changed, and what the audit finds. */
const wrongMonths: readonly (readonly [string, Snapshot | undefined, readonly Noted[]])[] = [
  ...(
    [
      ['members_enrolled', { month: 39 }, ['month: published 39, counted 40']],
      ['members_enrolled', { toDate: 41 }, ['to date: published 41, counted 40']],
      ['members_enrolled', { target: null }, ['target: published none, set 100']],
      ['pensions', { baseline: null }, [`baseline: published null, set ${JSON.stringify(baseline)}`]],
      [
        'attendance_rate',
        { month: { numerator: 0, denominator: 1 } },
        ['month: published 0 of 1, counted 0 of 0'],
      ],
      ['savings_balance', { leftOut: 12 }, ['left out: published 12, counted too few']],
      [
        'members_active',
        { breakdowns: { district: null, ageBand: null } },
        [
          'by district: not published, although it has reached 20',
          'by age band: not published, although it has reached 20',
        ],
      ],
      [
        'collectives_active',
        { breakdowns: { district: { asOf: '2025-04', cells: [] }, ageBand: null } },
        ['by district: published as of 2025-04, where none is due'],
      ],
      [
        'members_enrolled',
        {
          breakdowns: { district: { asOf: '2025-04', cells: [{ key: 'Guntur', value: 20 }] }, ageBand: null },
        },
        [
          'by district, Guntur as of 2025-04: published 20, counted 30',
          'by district, Krishna as of 2025-04: published nothing, counted *',
          'by age band: not published, although it has reached 20',
        ],
      ],
    ] as const
  ).map(([code, changes, notes]) => {
    const findings: readonly Noted[] = [{ about: code, verdict: 'different', notes }];
    return [`${code} ${JSON.stringify(changes)}`, change(april, code, changes), findings] as const;
  }),
  [
    'another funder',
    april === undefined || april.programme === null
      ? undefined
      : { ...april, programme: { ...april.programme, funder: 'Nobody' } },
    [{ about: 'programme', verdict: 'different', notes: expect.any(Array) }],
  ],
  [
    'no narrative',
    april && { ...april, narrative: null },
    [{ about: 'narrative', verdict: 'different', notes: expect.any(Array) }],
  ],
  [
    'no stories',
    april && { ...april, stories: [] },
    [{ about: 'stories', verdict: 'different', notes: expect.any(Array) }],
  ],
  [
    'an indicator that cannot be counted',
    change(april, 'pensions', { code: 'unheard_of' }),
    [{ about: 'unheard_of', verdict: 'different', notes: ['no statement counts it'] }],
  ],
  [
    'a withheld breakdown',
    change(april, 'members_enrolled', {
      breakdowns: { district: { asOf: '2025-04', cells: 'withheld' }, ageBand: enrolledByAgeBand },
    }),
    [
      {
        about: 'members_enrolled',
        verdict: 'withheld',
        notes: ['by district: withheld by the disclosure policy, as of 2025-04'],
      },
    ],
  ],
  [
    'a breakdown of another month than the one in which it was due',
    change(april, 'members_enrolled', {
      breakdowns: { district: { asOf: '2025-03', cells: 'withheld' }, ageBand: enrolledByAgeBand },
    }),
    [
      {
        about: 'members_enrolled',
        verdict: 'different',
        notes: ['by district: published as of 2025-03, where that of 2025-04 is due'],
      },
    ],
  ],
  [
    'a revision that is none, and missing ones',
    june && { ...june, revisions: [{ month: '2025-04', code: 'pensions', was: 0, now: 1 }] },
    [
      {
        about: 'revisions',
        verdict: 'different',
        notes: [
          'published, but not counted: 2025-04 pensions 0 to 1',
          'counted, but not published: 2025-05 meetings_held 2 to 3',
          'counted, but not published: 2025-05 attendance_rate 2 of 2 to 3 of 3',
          'counted, but not published: 2025-05 members_saving 2 to 3',
          'counted, but not published: 2025-05 savings_deposited 150 to 175',
          'counted, but not published: 2025-05 savings_balance 150 to 175',
        ],
      },
    ],
  ],
];

test('finds a change that a correction leaves out, and one that it makes up', async () => {
  const changes = (mayCorrected?.changes ?? []).filter(
    ({ code, part }) => code !== 'savings_deposited' || part !== 'month',
  );
  place(
    'wrong',
    mayCorrected?.because && {
      ...mayCorrected,
      because: { ...mayCorrected.because, late: 5 },
      changes: [...changes, { code: 'pensions', part: 'toDate', was: 1, now: 0 }],
    },
  );
  const [findings = []] = (await auditFolder(folder)).map(notedFindings);
  expect(findings).toContainEqual({
    about: 'changes',
    verdict: 'different',
    notes: [
      'published, but not counted: pensions to date 1 to 0',
      'published, but not counted: because late 5',
      'counted, but not published: savings_deposited month 100 to 150',
      'counted, but not published: because late 2',
    ],
  });
});

test('finds what was changed in a published month, and nothing else', async () => {
  // One audit of all of them, since each opens the database and counts.
  for (const [index, [, snapshot]] of wrongMonths.entries()) place(`wrong ${index}`, snapshot);
  const audits = new Map((await auditFolder(folder)).map((one) => [one.path, notedFindings(one)]));
  for (const [index, [name, , findings]] of wrongMonths.entries()) {
    expect(audits.get(`wrong ${index}`), name).toEqual(findings);
  }
});

test('reads a compressed export and an archive', async () => {
  if (april === undefined) throw new Error('Nothing was published.');
  rmSync(join(folder, 'journal.jsonl'));
  const content = lines.map((line) => JSON.stringify(line)).join('\n');
  writeFileSync(join(folder, 'journal.ndjson.zst'), zstdCompressSync(content));
  const bytes = Buffer.from(renderSnapshot(april));
  writeFileSync(join(folder, 'all.zip'), renderZip([{ name: 'snapshot.json', bytes }], 'store'));
  const audits = await auditFolder(folder);
  expect(audits).toHaveLength(1);
  expect(audits.flatMap(notedFindings)).toEqual([]);
});

test('says what a folder lacks', async () => {
  await expect(auditFolder(folder)).rejects.toThrow('holds no published month');
  place('april', april && { ...april, version: 3 });
  await expect(auditFolder(folder)).rejects.toThrow('registers no publication of version 3 of 2025-04');
  rmSync(join(folder, 'journal.jsonl'));
  await expect(auditFolder(folder)).rejects.toThrow('holds no export of the journal');
});

test('answers the ten questions of docs/audit.md with the columns that are named there', async () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/audit.md'), 'utf8');
  const questions = [...guide.matchAll(/`(?<columns>[\w, ]+)` \(\w+\)\n\n```sql\n(?<sql>[^`]+)```/g)];
  expect(questions).toHaveLength(10);
  const duckDb = await openDuckDbCount([join(folder, 'journal.jsonl')]);
  await duckDb.countAt('2025-08-01T00:00:00Z', '2025-04', '2025-06');
  for (const { groups } of questions) {
    const described = await duckDb.ask(`DESCRIBE ${groups?.sql}`);
    expect(described.map((row) => row.column_name).join(', ')).toBe(groups?.columns);
  }
  duckDb.close();
  expect(await askFolder(folder, 'SELECT count(*) AS lines FROM line')).toEqual([
    { lines: String(lines.length) },
  ]);
});
