import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import type { Indicator } from '../../functions/months/indicators/indicator.ts';
import { compile } from '../../functions/months/publishing/compile.ts';
import { maxCorrectionsOfDay } from '../../functions/months/publishing/correction-limits.ts';
import { sha256 } from '../../functions/months/publishing/manifest.ts';
import { createRegistration } from '../../functions/months/publishing/register-publication.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { listFileName } from '../../functions/shared/journal/month-files.ts';
import { readJournal } from '../../functions/shared/journal/read-journal.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import {
  bytesOf,
  closeWorlds,
  createWorld,
  failingAt,
  few,
  message,
  names,
  parse,
  schedule,
  setUp,
  someMonths,
  type World,
} from './compile-world.ts';
import { actor, createJournal, idOf, indian, type TestJournal } from './journal-builder.ts';
import type { StoreDouble } from './store-double.ts';

afterAll(closeWorlds);

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
