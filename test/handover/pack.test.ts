import { generateX25519Identity } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Pack, parseLines } from '../../bin/import-pack/read-pack.ts';
import { acceptErasure } from '../../functions/areas/erasure/approval-effect.ts';
import { factsOf, readRecordsThatGo } from '../../functions/areas/erasure/records-that-go.ts';
import { personAddedLine } from '../../functions/areas/people/person-added-line.ts';
import { addPerson } from '../../functions/areas/people/repository.ts';
import { createMemoryStore } from '../../functions/jobs/drill/memory-store.ts';
import { TornPack } from '../../functions/jobs/packing/make-archive.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { findWayIn, renewWayIn } from '../../functions/shared/sign-ins/way-in.ts';
import { claimKey } from '../../functions/shared/table/keys/journal-and-claims.ts';
import { erasedMemberKey, erasureKey, memberKey } from '../../functions/shared/table/keys/members.ts';
import { approvalKey, wayInKey } from '../../functions/shared/table/keys/people.ts';
import { coordinator, openScene, type Scene, sendOver } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { validCase } from '../support/scene.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { handOver, importInto, openArchives, packDepsOf, packOf } from './scene.ts';

const auditor = createCaller('auditor');

let from: Scene;
let to: TestRecords;
let pack: Pack;
let member: string;
let erased: string;
let leader: string;
const grievance = newId();
const meeting = newId();

const must = async (reply: Promise<{ readonly status: number; readonly body: unknown }>): Promise<void> => {
  const { status, body } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
};

const record = async (): Promise<void> => {
  member = (await from.enrolled({ name: 'Vennela Padmavathi', phone: '+91 90000 12345' })).id;
  erased = (await from.enrolled({ name: 'Nakshatra Tulasi' })).id;
  const one = validCase(member);
  await must(from.send({ route: 'POST /api/cases', caller: coordinator, body: one }));
  for (const event of [
    { type: 'note', text: 'She sleeps badly.' },
    { type: 'proceeding', proceedingId: newId(), step: 'fir', laws: ['bns', 'itpa'] },
    { type: 'service', service: 'shelter', provider: 'A house in Tenali' },
  ]) {
    await must(
      from.send({
        route: 'POST /api/cases/{id}/events',
        path: { id: one.id },
        caller: coordinator,
        body: { id: newId(), on: '2026-10-02', ...event },
      }),
    );
  }
  await must(
    from.send({
      route: 'POST /api/members/{id}/requests',
      path: { id: member },
      caller: coordinator,
      body: {
        id: grievance,
        kind: 'grievance',
        on: '2026-10-01',
        via: 'spoken',
        text: 'The leader shouts at me.',
      },
    }),
  );
  const loanId = newId();
  await must(
    from.send({
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: from.collectiveId },
      caller: coordinator,
      body: {
        id: meeting,
        heldOn: '2026-10-01',
        attendance: [{ memberId: member, status: 'present' }],
        entries: [
          { memberId: member, kind: 'deposit', amountPaise: 50_000 },
          { memberId: member, kind: 'loan', loanId, amountPaise: 20_000 },
          { memberId: member, kind: 'interest', amountPaise: 20_000 },
        ],
        lines: [{ kind: 'cash_short', amountPaise: 100, reason: 'A torn note' }],
        note: 'A long evening',
      },
    }),
  );
  await must(
    from.send({
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: from.collectiveId },
      caller: coordinator,
      body: {
        id: newId(),
        heldOn: '2026-10-02',
        attendance: [{ memberId: member, status: 'present' }],
        entries: [
          { memberId: member, kind: 'write_off', loanId, amountPaise: 20_000, reason: 'Her house burnt' },
        ],
      },
    }),
  );
};

/** A leader whose only way in is a user of this programme's identity provider. */
const addLeader = async (): Promise<string> => {
  const input = {
    id: newId(),
    name: 'Chirugali Mallika',
    role: 'leader',
    locale: 'te',
    collectives: [from.collectiveId],
    districts: [],
  } as const;
  const person = {
    ...input,
    disabled: false,
    createdAt: '2026-10-01T06:00:00Z',
    createdBy: auditor.personId,
    version: 1,
    collectives: [from.collectiveId],
    districts: [],
  };
  const line = personAddedLine(person, auditor.personId, new Date('2026-10-01T06:00:00Z'));
  const naming = { ...from.records, chooseName: () => 'mangoriver' };
  await addPerson(naming, person, { ...input, collectives: [from.collectiveId], districts: [] }, line);
  await from.records.table.transact([renewWayIn('mangoriver', 'a user of the old provider')]);
  return input.id;
};

/** An erasure that was approved, before her key is destroyed. */
const erase = async (id: string): Promise<void> => {
  const { table } = from.records;
  const change = newId();
  await table.put({
    ...erasureKey(id),
    id: change,
    of: 'member',
    subject: id,
    requestedAt: '2026-10-02T00:00:00Z',
    requestedBy: auditor.personId,
  });
  const accepted = await acceptErasure(
    table,
    'member',
    {
      id: change,
      subject: id,
      askedAt: '2026-10-02T00:00:00Z',
      askedBy: auditor.personId,
      facts: factsOf('member', await readRecordsThatGo(table, 'member', id)),
    },
    {
      approvedAt: '2026-10-02T06:00:00Z',
      erasesOn: '2027-10-02',
    },
  );
  await table.transact([...(accepted?.staleIfFailed ?? []), ...(accepted?.writes ?? [])]);
};

/** The same routes over the tables of the other programme. */
let there: Scene['send'];

beforeAll(async () => {
  from = await openScene();
  await record();
  await erase(erased);
  leader = await addLeader();
  pack = await handOver(from.records);
  to = await openRecords();
  await importInto(to, pack);
  there = sendOver(to);
}, 60_000);
afterAll(() => {
  from.records.close();
  to.close();
});

const bothAnswer = async (request: Parameters<Scene['send']>[0]): Promise<unknown> => {
  const [here, beyond] = await Promise.all([from.send(request), there(request)]);
  expect(beyond.status).toBe(here.status);
  expect(beyond.body).toEqual(here.body);
  return here.body;
};

/** The parsed lines of the files of a pack whose names have a beginning. */
const linesOf = async (of: Pack, beginning: string): Promise<Record<string, unknown>[]> => {
  const files = of.contents.entries.filter(({ name }) => name.startsWith(beginning));
  const read = await Promise.all(files.map(async ({ name }) => [...parseLines(await of.read(name))]));
  return read.flat() as Record<string, unknown>[];
};

/** The records of a part, as the pack has them. */
const recordsOf = (part: string) => linesOf(pack, `records/${part}-`);

const allText = async (): Promise<string> =>
  (await Promise.all(pack.contents.entries.map(({ name }) => pack.read(name)))).join();

describe('a pack', () => {
  test('holds texts in plaintext, each kind as records and as a table', async () => {
    expect(await recordsOf('members')).toMatchObject([{ id: member, name: 'Vennela Padmavathi' }]);
    expect((await pack.read('csv/members-0001.csv')).toString()).toContain('Vennela Padmavathi');
    for (const text of [
      'She sleeps badly.',
      'A torn note',
      'Her house burnt',
      'A long evening',
      '["bns","itpa"]',
    ]) {
      expect(await allText(), text).toContain(text.replaceAll('"', '\\"').slice(0, 12));
    }
  });

  test('holds a grievance apart from other requests', async () => {
    expect(await recordsOf('grievances')).toMatchObject([
      { id: grievance, text: 'The leader shouts at me.' },
    ]);
    expect(await recordsOf('requests')).toEqual([]);
  });

  test('holds nothing of who was erased but her id', async () => {
    expect(await allText()).not.toContain('Nakshatra');
    expect(await recordsOf('erased')).toMatchObject([{ id: erased }]);
    expect(pack.contents.erased).toEqual([`member:${erased}`]);
  });

  test('lets people in where it is read, by their names there and not by a user of the old identity provider', async () => {
    expect(await allText()).not.toContain('a user of the old provider');
    expect(await findWayIn(to.table, 'mangoriver')).toEqual({
      personId: leader,
      access: {
        role: 'leader',
        collectives: [from.collectiveId],
        districts: [],
        locale: 'te',
        disabled: false,
      },
      isVoid: false,
    });
  });

  test('holds no keyed token and no keyed hash', async () => {
    expect(await allText()).not.toMatch(/searchTokens|fullNameTokens|fingerprint/);
    expect(pack.contents.entries.map(({ name }) => name).join()).not.toMatch(/NAME|tokens/);
  });

  test('says what every column means', async () => {
    const rows = (await pack.read('dictionary.csv')).toString().split('\r\n');
    expect(rows.length).toBeGreaterThan(60);
    expect(rows.filter((row) => row.endsWith(','))).toEqual([]);
  });

  test('is opened by the recipient’s key alone, and not where a byte was changed', async () => {
    const { encrypted, identity } = await packOf(packDepsOf(from.records));
    const [first = new Uint8Array()] = encrypted;
    const another = await generateX25519Identity();
    await expect(openArchives(encrypted, another)).rejects.toThrow('This key does not open the pack');
    await expect(openArchives(encrypted, 'no key')).rejects.toThrow('holds no secret key of age');
    const damaged = Uint8Array.from(first);
    damaged[damaged.length - 1000] = (damaged[damaged.length - 1000] ?? 0) ^ 1;
    await expect(openArchives([damaged], identity)).rejects.toThrow('or the file is damaged');
    expect(Buffer.from(first).includes('Vennela')).toBe(false);
  });

  test('in small files and several archives holds the same records, each line once', async () => {
    const { encrypted, identity } = await packOf({
      ...packDepsOf(from.records),
      parts: { partBytes: 500, unfinishedBytes: 2_000 },
      archiveBytes: 3_000,
    });
    expect(encrypted.length).toBeGreaterThan(3);
    const small = await openArchives(encrypted.toReversed(), identity);
    expect(small.contents.counts).toEqual(pack.contents.counts);
    const parts = small.contents.entries.filter(({ name }) => name.startsWith('records/case-events-'));
    expect(parts.length).toBeGreaterThan(1);
    const names = small.contents.entries.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const folder of ['records/', 'journal/']) {
      const inOrder = async (of: Pack) =>
        (await linesOf(of, folder)).map((line) => JSON.stringify(line)).sort();
      expect(await inOrder(small)).toEqual(await inOrder(pack));
    }
  });

  test('is refused while one of its archives is missing, is there twice, or is of another pack', async () => {
    const deps = { ...packDepsOf(from.records), archiveBytes: 20_000 };
    const one = await packOf(deps);
    const other = await packOf(deps, one.identity);
    const [first = new Uint8Array(), ...others] = one.encrypted;
    expect(others.length).toBeGreaterThan(0);
    for (const [archives, message] of [
      [others, 'Archive 1 of the pack is missing'],
      [one.encrypted.slice(0, -1), `Archive ${one.encrypted.length} of the pack is missing.`],
      [[first, ...one.encrypted], 'is there twice'],
      [[first, ...other.encrypted.slice(1)], 'archives of different packs'],
      [[], 'There is no archive.'],
    ] as const) {
      await expect(openArchives(archives, one.identity)).rejects.toThrow(message);
    }
  });

  test('is not made of halves: something recorded meanwhile tears it', async () => {
    const deps = packDepsOf(from.records);
    const recordedMeanwhile = {
      ...deps,
      scan: async function* (after: Parameters<typeof deps.scan>[0]) {
        await from.formCollective();
        yield* deps.scan(after);
      },
    };
    await expect(packOf(recordedMeanwhile)).rejects.toThrow(TornPack);
  });

  test('stops at an encrypted text that it does not know', async () => {
    const deps = packDepsOf(from.records);
    const other = await from.records.vault.encrypt(
      `member:${member}`,
      { table: 'table', item: memberKey(member), field: 'new' },
      'x',
    );
    const withOther = {
      ...deps,
      scan: async function* (after: Parameters<typeof deps.scan>[0]) {
        for await (const { items, last } of deps.scan(after)) {
          yield {
            items: items.map((item) => (item.sk === 'MEMBER' ? { ...item, nickname: other } : item)),
            last,
          };
        }
      },
    };
    await expect(packOf(withOther)).rejects.toThrow('A text of members is encrypted');
  });
});

describe('a pack that somebody else made is refused, and nothing of it is written', () => {
  const wayIn = { ...wayInKey('mango river'), personId: 'p', access: { role: 'coordinator' } };
  const lineOf = (item: object) => Buffer.from(`${JSON.stringify(item)}\n`);
  const withFile = (name: string, bytes: Buffer): Pack => ({
    contents: {
      ...pack.contents,
      entries: [...pack.contents.entries, { name, bytes: bytes.length, sha256: '' }],
    },
    read: async (wanted) => (wanted === name ? bytes : pack.read(wanted)),
  });
  test.each<[string, string, Record<string, unknown>]>([
    ['a way in', 'records/zz-0001.ndjson', wayIn],
    ['a way in among the people', 'records/people-0002.ndjson', wayIn],
    ['who knew a password', 'records/people-0002.ndjson', { pk: 'CREDENTIALS#p', sk: 'CREDENTIALS' }],
    ['what no programme has', 'records/people-0002.ndjson', { pk: 'WHATEVER#p', sk: 'X' }],
    ['a record without a key', 'records/people-0002.ndjson', { id: 'p' }],
    ['a claim among the cases', 'records/cases-0002.ndjson', { ...claimKey(newId()), record: {} }],
    [
      'an approval that waits',
      'records/approvals-0002.ndjson',
      { ...approvalKey(newId()), matter: 'sign_in', state: 'approved', gsi1pk: 'APPROVALS' },
    ],
    ['a line of no journal', 'journal/2026-10-0009.ndjson', { type: 'person_crowned' }],
    ['another file', 'journals/2026-10.ndjson', {}],
  ])('with %s', async (_, name, item) => {
    const empty = await openRecords();
    await expect(importInto(empty, withFile(name, lineOf(item)))).rejects.toThrow(name);
    expect(await empty.scan()).toEqual([]);
    empty.close();
  });

  test('by the hash of its file, which is told apart from it', async () => {
    const { encrypted, identity } = await packOf(packDepsOf(from.records));
    await expect(openArchives(encrypted, identity, ['0'.repeat(64)])).rejects.toThrow(
      'File 1 is not the pack that was made',
    );
    await expect(openArchives(encrypted, identity, [])).rejects.toThrow('is not the pack');
  });
});

describe('what is built from it', () => {
  test('answers as the old programme does: members, names, groups, ledgers, sheets, cases', async () => {
    const path = { id: from.collectiveId };
    await bothAnswer({ route: 'GET /api/members/{id}', path: { id: member }, caller: coordinator });
    await bothAnswer({ route: 'GET /api/members/{id}/savings', path: { id: member }, caller: coordinator });
    await bothAnswer({ route: 'GET /api/collectives/{id}', path, caller: coordinator });
    await bothAnswer({ route: 'GET /api/collectives/{id}/ledger', path, caller: coordinator });
    await bothAnswer({
      route: 'GET /api/collectives/{id}/meetings/{meetingId}',
      path: { ...path, meetingId: meeting },
      caller: coordinator,
    });
    const cases = await from.send({
      route: 'GET /api/members/{id}/cases',
      path: { id: member },
      caller: coordinator,
    });
    const [one] = (cases.body as { items: { id: string }[] }).items;
    const events = await bothAnswer({
      route: 'GET /api/cases/{id}/events',
      path: { id: one?.id ?? '' },
      caller: coordinator,
    });
    expect(JSON.stringify(events)).toContain('She sleeps badly.');
    const requests = await bothAnswer({ route: 'GET /api/requests', caller: auditor });
    expect(JSON.stringify(requests)).toContain('The leader shouts at me.');
  });

  test('finds her by name, by other tokens than before', async () => {
    const found = await there({
      route: 'POST /api/members/search',
      caller: coordinator,
      body: { q: 'padmavathi' },
    });
    expect(found.body).toMatchObject({ items: [{ id: member, name: 'Vennela Padmavathi' }] });
    const tokensOf = async (records: TestRecords) =>
      (await records.scan()).flatMap(({ pk }) => (/^(FULL)?NAME#/.test(String(pk)) ? [String(pk)] : []));
    const before = new Set(await tokensOf(from.records));
    const after = await tokensOf(to);
    expect(after.length).toBe(before.size);
    expect(after.filter((token) => before.has(token))).toEqual([]);
  });

  test('keeps texts encrypted, with keys of its own', async () => {
    const raw = JSON.stringify(await to.scan());
    expect(raw).not.toMatch(/Padmavathi|sleeps badly|shouts at me|torn note/);
    expect(to.wrappingKey.generated).toContain(`member:${member}`);
  });

  test('takes up where the old one stopped', async () => {
    const reply = await there({
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: from.collectiveId },
      caller: coordinator,
      body: {
        id: newId(),
        heldOn: '2026-10-03',
        attendance: [{ memberId: member, status: 'present' }],
        entries: [{ memberId: member, kind: 'withdrawal', amountPaise: 40_000 }],
      },
    });
    expect(reply.status).toBe(201);
    const again = await there({
      route: 'POST /api/members',
      caller: coordinator,
      body: from.input({ id: member }),
    });
    // An id is used for ever; what was sent with it is no longer known.
    expect(again.status).toBe(404);
  });

  test('leaves who was erased erased: nobody can read her, or write about her', async () => {
    const read = await there({ route: 'GET /api/members/{id}', path: { id: erased }, caller: coordinator });
    expect(read.status).toBe(404);
    expect(await to.table.get(erasedMemberKey(erased))).toMatchObject({ id: erased });
    await expect(
      to.vault.encrypt(`member:${erased}`, { table: 'table', item: memberKey(erased), field: 'name' }, 'x'),
    ).rejects.toMatchObject({ fault: 'key_destroyed' });
  });

  test('has the journal line by line, and the published files', async () => {
    const lines = await from.records.readJournal();
    const own = new Set((await to.readJournal()).map((line) => JSON.stringify(line)));
    const known = new Set((await linesOf(pack, 'journal/')).map(({ id }) => id));
    for (const line of lines.filter(({ id }) => known.has(id))) expect(own).toContain(JSON.stringify(line));
    expect(known.size).toBeGreaterThan(8);
  });
});

describe('a programme that is there already', () => {
  test('takes no pack, and nothing of it changes', async () => {
    const before = JSON.stringify(await from.records.scan());
    await expect(importInto(from.records, pack)).rejects.toThrow('has a programme already');
    expect(JSON.stringify(await from.records.scan())).toBe(before);
  });

  test('whose reading stopped goes on with the same pack, and refuses another', async () => {
    const half = await openRecords();
    const files = createMemoryStore();
    const broken = { ...files, writeOnce: async () => Promise.reject(new Error('cut')) };
    await expect(importInto(half, pack, broken)).rejects.toThrow('cut');
    await expect(importInto(half, await handOver(from.records))).rejects.toThrow('Another pack was begun');
    const { records, files: written } = await importInto(half, pack, files);
    expect(records).toBe(
      Object.values(pack.contents.counts).reduce((a, b) => a + b) - (pack.contents.counts.journal ?? 0),
    );
    expect(written).toBe(1);
    const read = await sendOver(half)({
      route: 'GET /api/members/{id}',
      path: { id: member },
      caller: coordinator,
    });
    expect(read.body).toMatchObject({ name: 'Vennela Padmavathi' });
    half.close();
  });
});
