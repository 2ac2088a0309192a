import { openGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import type { Indicator } from '../../functions/months/indicators/indicator.ts';
import { type CompileDeps, compile } from '../../functions/months/publishing/compile.ts';
import { sha256 } from '../../functions/months/publishing/manifest.ts';
import { createTermsReader } from '../../functions/months/publishing/read-terms.ts';
import { createRegistration } from '../../functions/months/publishing/register-publication.ts';
import type { RenderMessage } from '../../functions/months/publishing/render-message.ts';
import { renderPublications, type Signer } from '../../functions/months/rendering/render-publications.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { journalItemOf } from '../../functions/shared/journal/journal-item.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { readJournal } from '../../functions/shared/journal/read-journal.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { actor, createJournal, indian, itemsBeside, type TestJournal } from './journal-builder.ts';
import { createStoreDouble, type StoreDouble } from './store-double.ts';

/** Months that are compiled, over a table of their own and stores that keep what is written. */

const opened: TestRecords[] = [];

/** Closes the tables of all worlds that were made. */
export const closeWorlds = (): void => {
  for (const records of opened) records.close();
};

/** Signs the same bytes in the same way, so that whole buckets can be compared. */
const testSigner: Signer = { publicKey: 'key', sign: async (bytes) => sha256(bytes) };

export type World = Awaited<ReturnType<typeof createWorld>>;

export const createWorld = async (catalogue: readonly Indicator[] = indicators) => {
  const records = await openRecords();
  opened.push(records);
  const published = createStoreDouble();
  const state = createStoreDouble();
  const alarms: string[] = [];
  const pauses: number[] = [];
  /** The months about which staff were mailed that they wait. */
  const alerts: string[] = [];
  const complete = (store: StoreDouble, renderMessage: RenderMessage) =>
    renderPublications(
      {
        // What the rendering reads is not what the compile reads.
        published: { ...store, read: async (name) => store.files.get(name) },
        catalogue,
        setPdf: async () => Buffer.from('%PDF'),
        loadSigner: async () => testSigner,
        alarm: (message) => alarms.push(message),
        onLeftOut: (message) => alarms.push(message),
        log: () => {},
      },
      renderMessage,
    );
  const compilerWith = (
    changes: {
      table?: Table;
      published?: StoreDouble;
      state?: StoreDouble;
      catalogue?: Indicator[];
      countingCode?: string;
    } = {},
  ): CompileDeps => {
    const table = changes.table ?? records.table;
    return {
      snapshotDeps: {
        catalogue: changes.catalogue ?? catalogue,
        gate: openGate,
        // The first line is of this month: a year of empty days takes its time.
        readLines: (from, to) => readJournal(table, from, to, '2026-08-01'),
        published: changes.published ?? published,
        state: changes.state ?? state,
        ...(changes.countingCode === undefined ? {} : { countingCode: changes.countingCode }),
        alarm: (message) => alarms.push(message),
        sendToRender: (renderMessage) => complete(changes.published ?? published, renderMessage),
      },
      publications: createRegistration(table, newId),
      listTerms: createTermsReader(table),
      alertWaiting: async (month) => {
        alerts.push(month);
      },
      cutoffDay: 5,
      pause: async (milliseconds) => {
        pauses.push(milliseconds);
      },
      log: () => {},
    };
  };
  return {
    ...records,
    published,
    state,
    alarms,
    pauses,
    alerts,
    compilerWith,
    compile: (event: unknown) => compile(compilerWith(), event),
    append: async (lines: readonly JournalLine[]) => {
      await records.table.transact(
        lines.flatMap((line) => [journalItemOf(line), ...itemsBeside(line)]).map((put) => ({ put })),
      );
    },
    correct: async (month: string, at: string, id = newId(), by = actor) => {
      const publications = createRegistration(records.table, newId);
      const asked = { at: indian(at), by, fingerprint: 'f' };
      return publications.registerCorrection({ id, month, reason: 'A sheet was missing' }, asked);
    },
  };
};

export const schedule = (month: string) => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return { scheduledTime: new Date(Date.UTC(year, number, 4, 18, 45)).toISOString().replace('.000Z', 'Z') };
};
export const message = (publicationId: string) => ({
  Records: [{ body: JSON.stringify({ publicationId }) }],
});

export const parse = (world: World, name: string) =>
  JSON.parse(world.published.files.get(name)?.toString() ?? 'null');
/** The snapshots and manifests; test/rendering looks at the rest. */
export const names = (world: World) =>
  [...world.published.files.keys()].filter((name) => /(snapshot|manifest)\.json$/.test(name)).sort();
export const bytesOf = (store: StoreDouble) =>
  Object.fromEntries([...store.files].sort().map(([name, bytes]) => [name, bytes.toString()]));

/** A little of everything over two months and the first days of a third. */
export const someMonths = (): TestJournal => {
  const journal = createJournal();
  journal.at('2026-08-01T09:00').terms('2026-04', 'Kamonohashi');
  journal.collective('collective');
  for (let at = 1; at <= 21; at += 1) {
    journal.at(`2026-08-02T10:${at + 10}`).member(`Member ${at}`, { joinedOn: '2026-08-01' });
  }
  journal.at('2026-08-10T10:00').meeting('August', '2026-08-10', { 'Member 1': ['deposit', 100] });
  journal.at('2026-09-04T23:59').meeting('in time', '2026-08-20', { 'Member 2': ['deposit', 50] });
  journal.at('2026-09-05T00:00').meeting('late', '2026-08-21', { 'Member 3': ['deposit', 25] });
  journal.at('2026-09-20T10:00').event('Member 1', '2026-09-19', { type: 'service', service: 'legal_aid' });
  journal.at('2026-10-03T10:00').targets('2026-27', { legal_aid_survivors: 10 });
  return journal;
};

/** What the journal above tells of, for tests that publish often. */
export const few = indicators.filter(({ code }) =>
  ['members_enrolled', 'meetings_held', 'legal_aid_survivors'].includes(code),
);

/** @returns a world as another stands. */
export const copyOf = async (other: World): Promise<World> => {
  const own = await createWorld(few);
  await own.table.transact((await other.scan()).map((item) => ({ put: item })));
  for (const [name, bytes] of other.published.files) own.published.files.set(name, bytes);
  for (const [name, bytes] of other.state.files) own.state.files.set(name, bytes);
  return own;
};

/** Throws at the k-th effect, before or after it took place. */
export const failingAt = (own: World, k: number, when: 'before' | 'after') => {
  let effects = 0;
  let failed = false;
  const effect =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      effects += 1;
      const fails = effects === k;
      if (fails && when === 'before') {
        failed = true;
        throw new Error('crashed');
      }
      const result = await run(...args);
      if (fails) {
        failed = true;
        throw new Error('crashed');
      }
      return result;
    };
  const wrap = (store: StoreDouble): StoreDouble => ({
    ...store,
    writeOnce: effect(store.writeOnce),
    write: effect(store.write),
  });
  const deps = own.compilerWith({
    table: { ...own.table, transact: effect(own.table.transact) },
    published: wrap(own.published),
    state: wrap(own.state),
  });
  return { deps, hasFailed: () => failed };
};

export const setUp = async () => {
  const own = await createWorld(few);
  await own.append(someMonths().lines);
  await own.compile(schedule('2026-08'));
  return own;
};
