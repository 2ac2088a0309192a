import { afterAll } from 'vitest';
import { createProgrammeRoutes } from '../../functions/areas/programme/routes.ts';
import { createCashDifferences } from '../../functions/months/closing/cash-differences.ts';
import { createExplanations } from '../../functions/months/closing/explanations.ts';
import { createClosingRoutes } from '../../functions/months/closing/routes.ts';
import { openGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { createPreviewRoutes } from '../../functions/months/preview/routes.ts';
import { compile } from '../../functions/months/publishing/compile.ts';
import { createTermsReader } from '../../functions/months/publishing/read-terms.ts';
import { createRegistration } from '../../functions/months/publishing/register-publication.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { record } from '../../functions/shared/journal/append.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { readJournal } from '../../functions/shared/journal/read-journal.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import type { Role } from '../../functions/shared/reach/roles.ts';
import { validateNames } from '../../functions/shared/screening/known-names.ts';
import { createJournal, indian, itemsBeside } from '../publishing/journal-builder.ts';
import { createStoreDouble } from '../publishing/store-double.ts';
import { createCaller, createSend, type TestRequest } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

/** The close and the preview on a table of their own, with the compile beside them, and a summer of facts. */

const opened: TestRecords[] = [];
afterAll(() => {
  for (const records of opened) records.close();
});

type RouteDeps = {
  readonly publications: ReturnType<typeof createRegistration>;
  readonly preview: Parameters<typeof createPreviewRoutes>[0]['preview'];
  readonly cashDifferences: ReturnType<typeof createCashDifferences>;
  readonly announced: string[];
  readonly announcedTerms: string[];
};

/** The routes of preview, programme and close; what they announce is kept in lists. */
const routesOver = (
  { table, vault, accessLog }: TestRecords,
  { publications, preview, cashDifferences, announced, announcedTerms }: RouteDeps,
) => [
  ...createPreviewRoutes({ preview, register: publications, table, accessLog }),
  ...createProgrammeRoutes({
    catalogue: indicators,
    table,
    vault,
    newId,
    announceTerms: async (termsRecordedAt) => {
      announcedTerms.push(termsRecordedAt);
    },
  }),
  ...createClosingRoutes({
    publications,
    explanations: createExplanations(table),
    cashDifferences,
    vault,
    validateNames: (texts, writer) => validateNames({ table, vault }, texts, writer),
    announce: async (id) => {
      announced.push(id);
    },
  }),
];

export const createScene = async () => {
  const records = await openRecords();
  opened.push(records);
  const { table } = records;
  const published = createStoreDouble();
  const state = createStoreDouble();
  const announced: string[] = [];
  const announcedTerms: string[] = [];
  /** The months about which staff were mailed that they wait. */
  const alerts: string[] = [];
  const readLines = (from: string | null, to: string) => readJournal(table, from, to, '2026-08-01');
  const publications = createRegistration(table, newId);
  const preview = {
    catalogue: indicators,
    gate: openGate,
    readLines,
    published,
    state,
    alarm: () => {},
    cashDifferences: createCashDifferences(table),
  };
  const send = createSend(
    routesOver(records, {
      publications,
      preview,
      cashDifferences: preview.cashDifferences,
      announced,
      announcedTerms,
    }),
  );
  const snapshotDeps = { ...preview, sendToRender: async () => {} };
  const run = (event: unknown) =>
    compile(
      {
        snapshotDeps,
        publications,
        listTerms: createTermsReader(table),
        alertWaiting: async (month) => {
          alerts.push(month);
        },
        cutoffDay: 5,
        pause: async () => {},
        log: () => {},
      },
      event,
    );
  return {
    ...records,
    preview,
    register: publications,
    published,
    state,
    announced,
    announcedTerms,
    alerts,
    append: async (lines: readonly JournalLine[]) => {
      for (const line of lines) {
        await record(table, { writes: itemsBeside(line).map((put) => ({ put })), line });
      }
    },
    schedule: (month: string) => {
      const [year = 0, number = 0] = month.split('-').map(Number);
      return run({ scheduledTime: new Date(Date.UTC(year, number, 4, 18, 45)).toISOString() });
    },
    deliver: () => run({ Records: announced.map((id) => ({ body: JSON.stringify({ publicationId: id }) })) }),
    deliverTerms: () =>
      run({
        Records: announcedTerms.map((termsRecordedAt) => ({ body: JSON.stringify({ termsRecordedAt }) })),
      }),
    /** @param who a role stands for some person of that role */
    send: (request: Omit<TestRequest, 'caller'>, who: Role | Caller = 'coordinator') =>
      send({ ...request, caller: typeof who === 'string' ? createCaller(who) : who }),
    snapshotOf: (name: string) =>
      JSON.parse(published.files.get(`published/${name}/snapshot.json`)?.toString() ?? 'null'),
  };
};

export const at = (local: string) => ({ now: indian(local) });

export const correction = (month: string, body: unknown) => ({
  route: 'POST /api/snapshots/{month}/corrections' as const,
  path: { month },
  body,
});

export const summer = () => {
  const journal = createJournal();
  journal.at('2026-08-01T08:00').terms('2026-04', 'Kamonohashi');
  journal.at('2026-08-01T09:00').collective('collective', { formedOn: '2026-08-01' });
  for (let count = 10; count < 31; count += 1) {
    journal.at(`2026-08-02T10:${count}`).member(`Member ${count}`, { joinedOn: '2026-08-01' });
  }
  journal.at('2026-08-10T10:00').meeting('August', '2026-08-10', { 'Member 10': ['deposit', 100] });
  return journal;
};
