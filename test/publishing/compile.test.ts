import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import type { Indicator } from '../../functions/months/indicators/indicator.ts';
import { type CompileDeps, compile } from '../../functions/months/publishing/compile.ts';
import { sha256 } from '../../functions/months/publishing/manifest.ts';
import { createTermsReader } from '../../functions/months/publishing/read-terms.ts';
import {
  createRegistration,
  maxCorrectionsOfDay,
} from '../../functions/months/publishing/register-publication.ts';
import type { RenderMessage } from '../../functions/months/publishing/render-message.ts';
import { renderPublications, type Signer } from '../../functions/months/rendering/render-publications.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { journalItemOf } from '../../functions/shared/journal/append.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { listFileName } from '../../functions/shared/journal/month-files.ts';
import { readJournal } from '../../functions/shared/journal/read-journal.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { searchRuns } from '../support/search.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { actor, createJournal, idOf, indian, itemsBeside, type TestJournal } from './journal-builder.ts';
import { createStoreDouble, type StoreDouble } from './store-double.ts';

const opened: TestRecords[] = [];
afterAll(() => {
  for (const records of opened) records.close();
});

/** Signs the same bytes in the same way, so that whole buckets can be compared. */
const testSigner: Signer = { publicKey: 'key', sign: async (bytes) => sha256(bytes) };

type World = Awaited<ReturnType<typeof createWorld>>;

const createWorld = async (catalogue: readonly Indicator[] = indicators) => {
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
    changes: { table?: Table; published?: StoreDouble; state?: StoreDouble; catalogue?: Indicator[] } = {},
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

const schedule = (month: string) => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return { scheduledTime: new Date(Date.UTC(year, number, 4, 18, 45)).toISOString().replace('.000Z', 'Z') };
};
const message = (publicationId: string) => ({ Records: [{ body: JSON.stringify({ publicationId }) }] });

const parse = (world: World, name: string) =>
  JSON.parse(world.published.files.get(name)?.toString() ?? 'null');
/** The snapshots and manifests; test/rendering looks at the rest. */
const names = (world: World) =>
  [...world.published.files.keys()].filter((name) => /(snapshot|manifest)\.json$/.test(name)).sort();
const bytesOf = (store: StoreDouble) =>
  Object.fromEntries([...store.files].sort().map(([name, bytes]) => [name, bytes.toString()]));

/** A little of everything over two months and the first days of a third. */
const someMonths = (): TestJournal => {
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
const few = indicators.filter(({ code }) =>
  ['members_enrolled', 'meetings_held', 'legal_aid_survivors'].includes(code),
);

/** @returns a world as another stands. */
const copyOf = async (other: World): Promise<World> => {
  const own = await createWorld(few);
  await own.table.transact((await other.scan()).map((item) => ({ put: item })));
  for (const [name, bytes] of other.published.files) own.published.files.set(name, bytes);
  for (const [name, bytes] of other.state.files) own.state.files.set(name, bytes);
  return own;
};

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

describe('the schedule', () => {
  test('publishes the month before that of its own time', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    expect(names(world)).toEqual([
      'published/2026-08/v1/manifest.json',
      'published/2026-08/v1/snapshot.json',
    ]);
    const snapshot = parse(world, 'published/2026-08/v1/snapshot.json');
    expect(snapshot).toMatchObject({
      month: '2026-08',
      version: 1,
      reason: null,
      cutoff: '2026-09-04T18:30:00Z',
    });
    const meetings = snapshot.indicators.find(({ code }: { code: string }) => code === 'meetings_held');
    expect(meetings).toMatchObject({ month: 2, financialYear: 2, toDate: 2 });
    expect(await world.readJournal()).toContainEqual({
      type: 'publication',
      id: expect.any(String),
      recordedAt: '2026-09-04T18:45:00.000Z',
      actor: 'system',
      ordinal: 1,
      month: '2026-08',
      version: 1,
      cutoff: '2026-09-04T18:30:00.000Z',
      reason: null,
    });
  });

  test('does nothing when it fires again, or twice at once', async () => {
    await world.append(someMonths().lines);
    await Promise.all([1, 2, 3].map(() => world.compile(schedule('2026-08'))));
    const first = bytesOf(world.published);
    await world.compile(schedule('2026-08'));
    expect(bytesOf(world.published)).toEqual(first);
    // Eight files, the archive of them and the public key.
    expect(Object.keys(first)).toHaveLength(10);
    const lines = await world.readJournal();
    expect(lines.filter(({ type }) => type === 'publication')).toHaveLength(1);
    expect(world.alarms).toEqual([]);
  });

  test('refuses a month that has not closed at its own time', async () => {
    await expect(world.compile({ scheduledTime: '2026-11-04T18:29:59Z' })).rejects.toThrow('not closed');
    await expect(world.compile({ scheduledTime: 'yesterday' })).rejects.toThrow();
    await expect(world.compile({ month: '2026-10' })).rejects.toThrow();
    expect(names(world)).toEqual([]);
    expect(await world.readJournal()).toEqual([]);
  });

  test('lists late facts as revisions of the month before, once', async () => {
    await world.append(someMonths().lines);
    for (const month of ['2026-08', '2026-09', '2026-10']) {
      await world.compile(schedule(month));
    }
    const { revisions } = parse(world, 'published/2026-09/v1/snapshot.json');
    expect(revisions).toContainEqual({ month: '2026-08', code: 'meetings_held', was: 2, now: 3 });
    expect(parse(world, 'published/2026-10/v1/snapshot.json').revisions).toEqual([]);
  });

  test('reads no more from the table than what was recorded since the month before', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    const asked: string[] = [];
    const table: Table = {
      ...world.table,
      query: (query) => {
        asked.push(query.partition);
        return world.table.query(query);
      },
    };
    await compile(world.compilerWith({ table }), schedule('2026-09'));
    const days = asked.filter((partition) => partition.startsWith('JOURNAL#'));
    expect(days).toHaveLength(31);
    expect(days[0]).toBe('JOURNAL#2026-09-04');
  });
});

describe('a month without terms', () => {
  const nameless = (): TestJournal => {
    const journal = someMonths();
    journal.lines.splice(
      0,
      journal.lines.length,
      ...journal.lines.filter(({ type }) => type !== 'programme_terms_set'),
    );
    return journal;
  };
  const released = (at: string) => ({
    Records: [{ body: JSON.stringify({ termsRecordedAt: indian(at) }) }],
  });
  const named = (at: string, from: string, funder: string) =>
    world.append([createJournal().at(at).terms(from, funder)].map((line) => ({ ...line, id: newId() })));

  test('waits, tells staff once, and is published under no name', async () => {
    await world.append(nameless().lines);
    await world.compile(schedule('2026-08'));
    await world.compile(schedule('2026-08'));
    expect(names(world)).toEqual([]);
    expect([...world.published.files.keys()]).toEqual(['published/2026-08/waiting.json']);
    expect(world.alerts).toEqual(['2026-08']);
    expect(await world.readJournal()).not.toContainEqual(expect.objectContaining({ type: 'publication' }));
    // Terms from a later month on don't release it, and a later month doesn't overtake it.
    await named('2026-09-20T10:00', '2026-09', 'Too late');
    await world.compile(released('2026-09-20T10:00'));
    await world.compile(schedule('2026-09'));
    expect(names(world)).toEqual([]);
    expect(world.alerts).toEqual(['2026-08', '2026-09']);
  });

  test('is published in its order once they are recorded, with its own cutoff and late facts late', async () => {
    await world.append(nameless().lines);
    await world.compile(schedule('2026-08'));
    await world.compile(schedule('2026-09'));
    await named('2026-10-20T10:00', '2026-04', 'First');
    await named('2026-10-20T10:01', '2026-04', 'Second');
    await world.compile(released('2026-10-20T10:00'));
    await world.compile(released('2026-10-20T10:01'));
    const august = parse(world, 'published/2026-08/v1/snapshot.json');
    const september = parse(world, 'published/2026-09/v1/snapshot.json');
    expect(august).toMatchObject({ cutoff: '2026-09-04T18:30:00Z', programme: { funder: 'First' } });
    expect(september).toMatchObject({ cutoff: '2026-10-04T18:30:00Z', programme: { funder: 'First' } });
    expect(september.revisions).toContainEqual({ month: '2026-08', code: 'meetings_held', was: 2, now: 3 });
    const registered = (await world.readJournal()).filter(({ type }) => type === 'publication');
    expect(registered).toMatchObject([
      { ordinal: 1, month: '2026-08', recordedAt: indian('2026-10-20T10:00'), terms: { funder: 'First' } },
      { ordinal: 2, month: '2026-09', recordedAt: indian('2026-10-20T10:00'), terms: { funder: 'First' } },
    ]);
    // A correction keeps the names that released it; later months take theirs in time.
    const correction = await world.correct('2026-08', '2026-10-21T10:00');
    await world.compile(message(correction.id));
    expect(parse(world, 'published/2026-08/v2/snapshot.json').programme.funder).toBe('First');
    await world.compile(schedule('2026-10'));
    expect(parse(world, 'published/2026-10/v1/snapshot.json').programme.funder).toBe('Second');
    expect(world.alarms).toEqual([]);
  });

  test('is released by the next schedule where the message was lost', async () => {
    await world.append(nameless().lines);
    await world.compile(schedule('2026-08'));
    await named('2026-09-20T10:00', '2026-08', 'First');
    await world.compile(schedule('2026-09'));
    expect(names(world).filter((name) => name.endsWith('snapshot.json'))).toEqual([
      'published/2026-08/v1/snapshot.json',
      'published/2026-09/v1/snapshot.json',
    ]);
  });
});

describe('the manifest', () => {
  test('says what the files are, and chains to the newest of the month before', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    await world.compile(schedule('2026-09'));
    const correction = await world.correct('2026-08', '2026-10-20T10:00');
    await world.compile(message(correction.id));
    await world.compile(schedule('2026-10'));
    const second = await world.correct('2026-09', '2026-11-20T10:00');
    await world.compile(message(second.id));
    const bytes = (name: string) => world.published.files.get(name) ?? Buffer.alloc(0);
    const snapshot = bytes('published/2026-09/v1/snapshot.json');
    expect(parse(world, 'published/2026-09/v1/manifest.json')).toEqual({
      schema: 'leadership-next/manifest/1',
      ordinal: 2,
      month: '2026-09',
      version: 1,
      reason: null,
      cutoff: '2026-10-04T18:30:00Z',
      publishedAt: '2026-10-04T18:45:00Z',
      catalogue: expect.stringMatching(/^[0-9a-f]{64}$/),
      disclosure: 'leadership-next/disclosure/4',
      journalDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      previous: sha256(bytes('published/2026-08/v1/manifest.json')),
      files: expect.arrayContaining([
        {
          name: 'snapshot.json',
          mediaType: 'application/json',
          size: snapshot.length,
          sha256: sha256(snapshot),
        },
      ]),
      signature: expect.any(String),
      publicKey: 'key',
    });
    const previousOf = (folder: string) => parse(world, `published/${folder}/manifest.json`).previous;
    expect(previousOf('2026-08/v1')).toBeNull();
    expect(previousOf('2026-08/v2')).toBeNull();
    expect(previousOf('2026-10/v1')).toBe(sha256(bytes('published/2026-09/v1/manifest.json')));
    expect(previousOf('2026-09/v2')).toBe(sha256(bytes('published/2026-08/v2/manifest.json')));
    expect(parse(world, 'published/2026-08/v2/manifest.json')).toMatchObject({
      version: 2,
      reason: 'A sheet was missing',
      publishedAt: '2026-10-20T04:30:00Z',
    });
  });
});

describe('a correction', () => {
  test('is a further version, with what was recorded before it was asked for; the earlier one stays', async () => {
    const journal = someMonths();
    await world.append(journal.lines);
    await world.compile(schedule('2026-08'));
    const before = bytesOf(world.published);
    const { id } = await world.correct('2026-08', '2026-09-05T00:00');
    await world.compile(message(id));
    expect(bytesOf(world.published)).toMatchObject(before);
    const meetings = (version: number) =>
      parse(world, `published/2026-08/v${version}/snapshot.json`).indicators.find(
        ({ code }: { code: string }) => code === 'meetings_held',
      ).month;
    expect([meetings(1), meetings(2)]).toEqual([2, 2]);
    const later = await world.correct('2026-08', '2026-09-05T00:01');
    await world.compile(message(later.id));
    expect(meetings(3)).toBe(3);
  });

  test('that was never registered is dropped', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    const before = bytesOf(world.published);
    await world.compile(message(newId()));
    expect(bytesOf(world.published)).toEqual(before);
  });

  test('of a month that was never published, or with an id that was used, is refused', async () => {
    await world.append(someMonths().lines);
    await expect(world.correct('2026-08', '2026-09-10T10:00')).rejects.toMatchObject({ code: 'not_found' });
    await world.compile(schedule('2026-08'));
    const id = newId();
    const first = await world.correct('2026-08', '2026-09-10T10:00', id);
    expect(first.version).toBe(2);
    expect(await world.correct('2026-08', '2026-09-11T10:00', id)).toEqual(first);
    const other = createRegistration(world.table, newId).registerCorrection(
      { id, month: '2026-08', reason: 'Another' },
      { at: indian('2026-09-12T10:00'), by: actor, fingerprint: 'other' },
    );
    await expect(other).rejects.toMatchObject({ code: 'id_reused' });
  });

  test('gets a version of its own, also when several are asked for at once', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    const asked = await Promise.all([1, 2, 3, 4].map(() => world.correct('2026-08', '2026-09-10T10:00')));
    expect(asked.map(({ version }) => version).sort()).toEqual([2, 3, 4, 5]);
    expect(asked.map(({ ordinal }) => ordinal).sort()).toEqual([2, 3, 4, 5]);
    await Promise.all(asked.map(({ id }) => world.compile(message(id))));
    expect(names(world)).toHaveLength(10);
    expect(world.alarms).toEqual([]);
  });

  test('never counts less than the version before, whichever of two is registered first', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    const later = await world.correct('2026-08', '2026-09-10T10:00');
    // Asked for a moment before, and registered after it.
    const earlier = await world.correct('2026-08', '2026-09-10T09:59:59');
    expect([earlier.version, earlier.cutoff]).toEqual([3, later.cutoff]);
    expect(earlier.registeredAt < later.registeredAt).toBe(true);
  });

  test('is refused where twenty were asked for on that day, unless it is one of them again', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    const first = newId();
    await world.correct('2026-08', '2026-09-10T10:00', first);
    for (let count = 1; count < maxCorrectionsOfDay; count += 1) {
      await world.correct('2026-08', '2026-09-10T23:59', newId(), count % 2 === 0 ? actor : idOf('another'));
    }
    await expect(world.correct('2026-08', '2026-09-10T23:59')).rejects.toMatchObject({ code: 'too_many' });
    expect((await world.correct('2026-08', '2026-09-10T23:59', first)).version).toBe(2);
    expect((await world.correct('2026-08', '2026-09-11T00:00')).version).toBe(maxCorrectionsOfDay + 2);
  });

  test('whose message was lost is made by whoever comes by next', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    await world.correct('2026-08', '2026-09-10T10:00');
    await world.compile(schedule('2026-09'));
    expect(names(world)).toContain('published/2026-08/v2/manifest.json');
    expect(world.pauses).toEqual([]);
  });

  test('that was asked for moments before the schedule is given its time', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    await world.correct('2026-08', '2026-10-05T00:14:30');
    await world.compile(schedule('2026-09'));
    expect(world.pauses.reduce((sum, pause) => sum + pause, 0)).toBe(60_000);
    expect(names(world)).toContain('published/2026-08/v2/manifest.json');
    const { cutoff } = parse(world, 'published/2026-09/v1/snapshot.json');
    expect(cutoff).toBe('2026-10-04T18:30:00Z');
  });
});

describe('the journal from month files and from the table', () => {
  const months = ['2026-08', '2026-09', '2026-10'] as const;
  const publishAll = async (each: (world: World) => void) => {
    const own = await createWorld(few);
    await own.append(someMonths().lines);
    await own.compile(schedule('2026-08'));
    each(own);
    const correction = await own.correct('2026-08', '2026-09-20T12:00', idOf('correction'));
    await own.compile(message(correction.id));
    for (const month of months.slice(1)) {
      each(own);
      await own.compile(schedule(month));
    }
    return own;
  };
  const isFile = (name: string) => name.endsWith('.zst');

  test('gives the same bytes, whether files are there, lost or damaged, and makes them again', async () => {
    const whole = await publishAll(() => {});
    const expected = bytesOf(whole.published);
    expect(Object.keys(expected)).toHaveLength(4 * 9 + 1);
    expect([...whole.state.files.keys()].filter(isFile)).toHaveLength(3);
    const damages: (readonly [alarms: boolean, damage: (state: StoreDouble) => void])[] = [
      [false, ({ files }) => files.clear()],
      [false, ({ files }) => files.delete(listFileName)],
      [false, ({ files }) => files.set(listFileName, Buffer.from('nothing of the kind'))],
      [
        true,
        ({ files }) => {
          for (const [name, bytes] of files) if (isFile(name)) bytes.write('x', bytes.length - 3);
        },
      ],
      [
        true,
        ({ files }) => {
          for (const name of [...files.keys()]) if (isFile(name)) files.delete(name);
        },
      ],
      [
        true,
        // Whole and well compressed, but not what the list says.
        ({ files }) => {
          for (const name of files.keys()) if (isFile(name)) files.set(name, zstdCompressSync('{}\n'));
        },
      ],
    ];
    for (const [alarms, damage] of damages) {
      const own = await publishAll(({ state }) => damage(state));
      expect(bytesOf(own.published)).toEqual(expected);
      expect(bytesOf(own.state)).toEqual(bytesOf(whole.state));
      expect(own.alarms.length > 0).toBe(alarms);
    }
  });

  test('stops where a file is lost and the table no longer has what it held, until it is told to go on', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    const back = createJournal();
    back.at('2026-08-15T10:00').meeting('slipped in', '2026-08-15');
    await world.append(back.lines);
    for (const name of [...world.state.files.keys()]) if (isFile(name)) world.state.files.delete(name);
    await expect(world.compile(schedule('2026-09'))).rejects.toThrow('is not what it was at the close');
    expect(names(world)).not.toContain('published/2026-09/v1/snapshot.json');
    await world.compile({ ...schedule('2026-09'), recompute: true });
    expect(names(world)).toContain('published/2026-09/v1/manifest.json');
  });

  test('gives the same bytes when everything published was lost and is made again', async () => {
    const own = await publishAll(() => {});
    const expected = bytesOf(own.published);
    own.published.files.clear();
    own.state.files.clear();
    await own.compile(schedule('2026-10'));
    expect(bytesOf(own.published)).toEqual(expected);
    own.published.files.clear();
    await own.compile({ ...schedule('2026-10'), recompute: true });
    expect(bytesOf(own.published)).toEqual(expected);
  });

  test('counts an indicator that is new from the first line, and lists no revisions of it', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    const [first] = indicators;
    if (first === undefined) throw new Error('no indicators');
    const withdrawals: Indicator = {
      ...first,
      code: 'rows_listed',
      breakdowns: false,
      counting: { way: 'sum', fact: 'attendance', count: () => 1 },
    };
    const deps = world.compilerWith({ catalogue: [...indicators, withdrawals] });
    await compile(deps, schedule('2026-09'));
    const snapshot = parse(world, 'published/2026-09/v1/snapshot.json');
    expect(snapshot.indicators.at(-1)).toMatchObject({ code: 'rows_listed', month: 0, toDate: 3 });
    expect(snapshot.revisions.map(({ code }: { code: string }) => code)).not.toContain('rows_listed');
  });

  test('shows with recompute what was recorded before a cutoff that was compiled already', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    const back = createJournal();
    back.at('2026-08-15T10:00').meeting('slipped in', '2026-08-15');
    await world.append(back.lines);
    await world.compile({ ...schedule('2026-09'), recompute: true });
    const { revisions } = parse(world, 'published/2026-09/v1/snapshot.json');
    expect(revisions).toContainEqual({ month: '2026-08', code: 'meetings_held', was: 2, now: 4 });
  });
});

describe('a crash', () => {
  /** Throws at the k-th effect, before or after it took place. */
  const failingAt = (own: World, k: number, when: 'before' | 'after') => {
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

  const setUp = async () => {
    const own = await createWorld(few);
    await own.append(someMonths().lines);
    await own.compile(schedule('2026-08'));
    return own;
  };

  /** With `npm run search` each further attempt dies one step later. */
  const stride = searchRuns(1).numRuns > 1 ? 1 : 7;

  test.each(['before', 'after'] as const)(
    '%s any step, and again at each step of further attempts, leaves one month, the same bytes, nothing else',
    async (when) => {
      const august = await setUp();
      const reference = await copyOf(august);
      await reference.compile(schedule('2026-09'));
      const expected = bytesOf(reference.published);
      const expectedState = bytesOf(reference.state);
      /** Crashes at the k-th step. @returns whether it came so far */
      const crashAt = async (own: World, k: number): Promise<boolean> => {
        const { deps, hasFailed } = failingAt(own, k, when);
        await compile(deps, schedule('2026-09')).catch(() => undefined);
        return hasFailed();
      };
      let crashes = 0;
      for (let k = 1; ; k += 1) {
        const own = await copyOf(august);
        if (!(await crashAt(own, k))) break;
        crashes += 1;
        // What a reader sees now is nothing, the snapshot alone, or the whole month.
        for (const [name, bytes] of own.published.files) expect(bytes.toString()).toBe(expected[name]);
        // Further attempts are killed too, each some steps later, until one comes to its end; over all k, at every step.
        for (let next = 1 + (k % stride); await crashAt(own, next); next += stride) {
          for (const [name, bytes] of own.published.files) expect(bytes.toString()).toBe(expected[name]);
        }
        await own.compile(schedule('2026-09'));
        expect(bytesOf(own.published)).toEqual(expected);
        expect(bytesOf(own.state)).toEqual(expectedState);
        const lines = await own.readJournal();
        expect(lines.filter(({ type }) => type === 'publication')).toHaveLength(2);
        // Nor did it harm what comes after.
        await own.compile(schedule('2026-10'));
        expect(parse(own, 'published/2026-10/v1/snapshot.json').revisions).toEqual([]);
        expect(own.alarms).toEqual([]);
      }
      // The registration, the month file and its list, the snapshot; six files, the archive, the key and the manifest.
      expect(crashes).toBe(13);
    },
  );

  test('between the registration and the bytes does not keep the next month from being right', async () => {
    const own = await setUp();
    const { deps } = failingAt(own, 2, 'before');
    await compile(deps, schedule('2026-09')).catch(() => undefined);
    await own.compile(schedule('2026-10'));
    expect(names(own)).toHaveLength(6);
    expect(parse(own, 'published/2026-10/v1/manifest.json').ordinal).toBe(3);
  });

  test('never makes the compile write over what is stored: it counts, and a difference is told', async () => {
    await world.append(someMonths().lines);
    await world.compile(schedule('2026-08'));
    const name = 'published/2026-09/v1/snapshot.json';
    const other = parse(world, 'published/2026-08/v1/snapshot.json');
    other.month = '2026-09';
    const stored = Buffer.from(`${JSON.stringify(other)}\n`);
    world.published.files.set(name, stored);
    await world.compile(schedule('2026-09'));
    expect(world.published.files.get(name)).toEqual(stored);
    expect(parse(world, 'published/2026-09/v1/manifest.json').files).toContainEqual(
      expect.objectContaining({ name: 'snapshot.json', sha256: sha256(stored) }),
    );
    expect(world.alarms).toHaveLength(1);
    // What was said is what stands there: meetings_held 2 in August's wording, though none was held in September.
    await world.compile(schedule('2026-10'));
    expect(parse(world, 'published/2026-10/v1/snapshot.json').revisions).toContainEqual({
      month: '2026-09',
      code: 'meetings_held',
      was: 2,
      now: 0,
    });
  });
});

describe('the journal', () => {
  test('is read in order from many days and pages, up to an instant', async () => {
    const journal = createJournal();
    for (let day = 1; day <= 28; day += 1) {
      journal.at(`2026-02-${String(day).padStart(2, '0')}T05:29`).meeting(`${day}`, '2026-02-01');
      journal.meeting(`${day} again`, '2026-02-01');
    }
    await world.append(journal.lines);
    const small: Pick<Table, 'query'> = { query: (query) => world.table.query({ ...query, limit: 1 }) };
    const read = async (from: string | null, to: string) => {
      const lines: JournalLine[] = [];
      for await (const page of readJournal(small, from, to, '2026-01-30')) lines.push(...page);
      return lines.map(({ id }) => id);
    };
    const ids = journal.lines.map(({ id }) => id);
    const at = (index: number) => journal.lines[index]?.recordedAt ?? '';
    expect(await read(null, '2027-01-01T00:00:00.000Z')).toEqual(ids);
    expect(await read(at(10), at(20))).toEqual(ids.slice(10, 20));
    expect(await read(at(20), at(20))).toEqual([]);
  });

  test('is not looked for before it began, however early a month is asked for', async () => {
    const query = vi.fn(async () => ({ items: [] }));
    for (const from of ['0206-10-01T00:00:00.000Z', '-000001-12-31T18:30:00.000Z', null]) {
      query.mockClear();
      for await (const page of readJournal({ query }, from, '2024-01-03T00:00:00.000Z')) {
        expect(page).toBeDefined();
      }
      expect(query).toHaveBeenCalledTimes(3);
    }
  });

  test('throws what a later day says, in its turn', async () => {
    const query = vi.fn(async ({ partition }: { partition: string }) => {
      if (partition.endsWith('03')) throw new Error('no such day');
      return { items: [] };
    });
    const read = async () => {
      for await (const page of readJournal(
        { query },
        '2026-02-01T00:00:00.000Z',
        '2026-02-04T00:00:00.000Z',
      )) {
        expect(page).toBeDefined();
      }
    };
    await expect(read()).rejects.toThrow('no such day');
  });
});
