import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { verifyLog } from '../../bin/verify-log/verify-log.ts';
import { dayDigest } from '../../functions/areas/audit/create-day-digest.ts';
import { digestNameOf } from '../../functions/areas/audit/digest-names.ts';
import { verifyMonth } from '../../functions/areas/audit/verify-month-digests.ts';
import { digestDays, lastCompleteDay } from '../../functions/jobs/digest/write-digests.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { record } from '../../functions/shared/journal/append.ts';
import { accessKey } from '../../functions/shared/table/keys/access-log.ts';
import { journalKey } from '../../functions/shared/table/keys/journal-and-claims.ts';
import { createCaller } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { createDigestStoreDouble } from './digest-store-double.ts';

let records: TestRecords;
let digests: ReturnType<typeof createDigestStoreDouble>;
beforeEach(async () => {
  records = await openRecords();
  digests = createDigestStoreDouble();
  const { close } = records;
  onTestFinished(() => close());
});

const append = async (recordedAt: string): Promise<string> => {
  const id = newId();
  await record(records.table, {
    writes: [],
    line: {
      type: 'member_exited',
      id,
      recordedAt,
      actor: newId(),
      memberId: newId(),
      exitedOn: '2026-10-01',
    },
  });
  return id;
};
const look = (at: string) =>
  records.accessLog(
    { caller: createCaller('leader'), now: new Date(at), route: 'GET /api/members/{id}' },
    { subject: newId(), fields: ['name'] },
  );
const run = (scheduledTime = '2026-10-10T07:30:00Z') =>
  digestDays({ table: records.table, digests, recordsFrom: '2026-10-01', log: () => {} }, { scheduledTime });
const verify = (onDay?: (compared: number, all: number) => void) => verifyLog(records.table, digests, onDay);
const digestOf = (day: string) => dayDigest.parse(JSON.parse(String(digests.files.get(digestNameOf(day)))));

describe('daily digests', () => {
  test('waits until all that was in flight when the day ended has ended', () => {
    expect(lastCompleteDay(new Date('2026-10-10T07:30:00Z'))).toBe('2026-10-09');
    expect(lastCompleteDay(new Date('2026-10-10T05:59:59Z'))).toBe('2026-10-08');
  });

  test('writes a digest of the first day and each day that has lines, in order, each naming the one before', async () => {
    await append('2026-10-03T10:00:00.000Z');
    await look('2026-10-03T11:00:00.000Z');
    await append('2026-10-09T23:59:59.999Z');
    await append('2026-10-10T00:00:00.000Z');
    await run();
    expect([...digests.files.keys()]).toEqual(['2026-10-01', '2026-10-03', '2026-10-09'].map(digestNameOf));
    expect(digestOf('2026-10-01')).toMatchObject({ previous: null, lines: [] });
    expect(digestOf('2026-10-03').lines.map(({ log }) => log)).toEqual(['journal', 'access']);
    expect(digestOf('2026-10-03').previous?.day).toBe('2026-10-01');
    expect(digestOf('2026-10-09').previous?.day).toBe('2026-10-03');
    const shown: string[] = [];
    expect(await verify((compared, all) => shown.push(`${compared} of ${all}`))).toMatchObject({
      digests: 3,
      lines: 3,
      days: ['2026-10-01', '2026-10-09'],
      findings: [],
    });
    expect(shown).toEqual(['0 of 3', '1 of 3', '2 of 3']);
  });

  test('says on the auditor’s page of a line that was put on a day between two digests, which had none', async () => {
    await append('2026-10-30T10:00:00.000Z');
    await append('2026-11-04T10:00:00.000Z');
    await run('2026-11-10T07:30:00Z');
    const verify = () => verifyMonth(records.table, digests, '2026-11');
    expect(await verify()).toMatchObject([{ day: '2026-11-04', state: 'verified' }]);
    await append('2026-11-02T10:00:00.000Z');
    // Until a digest comes after it, a day without one may still have any lines.
    await append('2026-11-06T10:00:00.000Z');
    expect(await verify()).toMatchObject([
      {
        day: '2026-11-02',
        lines: 1,
        state: 'differs',
        findings: [{ what: 'line was added after its day’s digest', log: 'journal' }],
      },
      { day: '2026-11-04', state: 'verified' },
    ]);
  });

  test('is compared on the auditor’s page month by month, across the month’s edge, and says what differs', async () => {
    await append('2026-10-30T10:00:00.000Z');
    const changed = await append('2026-11-02T10:00:00.000Z');
    await append('2026-11-03T10:00:00.000Z');
    await run('2026-11-10T07:30:00Z');
    const verify = (month: string) => verifyMonth(records.table, digests, month);
    expect(await verify('2026-11')).toMatchObject([
      { day: '2026-11-02', lines: 1, state: 'verified', findings: [] },
      { day: '2026-11-03', lines: 1, state: 'verified', findings: [] },
    ]);
    expect(await verify('2026-12')).toEqual([]);
    await records.documents.send(
      new DeleteCommand({
        TableName: records.name,
        Key: journalKey('2026-11-02T10:00:00.000Z', changed),
      }),
    );
    expect(await verify('2026-11')).toMatchObject([
      { day: '2026-11-02', state: 'differs', findings: [{ what: 'line is missing', log: 'journal' }] },
      { day: '2026-11-03', state: 'verified' },
    ]);
    expect(await verify('2026-10')).toMatchObject([{ state: 'verified' }, { state: 'verified' }]);
    // A digest that was replaced breaks the chain of the next one, in the next month too.
    const name = digestNameOf('2026-10-30');
    digests.files.set(name, Buffer.from(String(digests.files.get(name)).replace('"root":"', '"root":"0')));
    expect(await verify('2026-11')).toMatchObject([
      { day: '2026-11-02', state: 'differs', findings: [{ what: expect.stringContaining('chain') }, {}] },
      { day: '2026-11-03', state: 'verified' },
    ]);
    const [, broken] = await verify('2026-10');
    expect(broken).toEqual({
      day: '2026-10-30',
      lines: 0,
      state: 'differs',
      findings: [{ what: 'digest cannot be read' }],
    });
  });

  test('does not say that the lines of a day whose digest cannot be read were added', async () => {
    for (const day of ['02', '04', '06']) {
      await append(`2026-10-${day}T10:00:00.000Z`);
    }
    await run();
    digests.files.set(digestNameOf('2026-10-04'), Buffer.from('not JSON'));
    expect((await verify()).findings).toMatchObject([
      { day: '2026-10-04', what: 'digest cannot be read' },
      { day: '2026-10-06', what: expect.stringContaining('chain is broken') },
    ]);
  });

  test('catches up with what was missed, and comes to the same bytes in one run, in many, and twice', async () => {
    for (const day of ['02', '04', '05', '08']) {
      await append(`2026-10-${day}T10:00:00.000Z`);
    }
    await run('2026-10-03T07:30:00Z');
    await run('2026-10-06T07:30:00Z');
    await Promise.all([run(), run()]);
    const inPieces = new Map(digests.files);
    digests.files.clear();
    await run();
    expect(digests.files).toEqual(inPieces);
  });

  test('writes a digest of an empty day once a month has passed, so that the newest is never old', async () => {
    await run('2026-12-20T07:30:00Z');
    expect(await digests.listDays()).toEqual(['2026-10-01', '2026-10-31', '2026-11-30']);
  });

  test('goes on after a crash in between, and refuses to overwrite another digest', async () => {
    await append('2026-10-02T10:00:00.000Z');
    await append('2026-10-03T10:00:00.000Z');
    const { writeOnce } = digests;
    const failing = {
      ...digests,
      writeOnce: (...[name, bytes, type]: Parameters<typeof writeOnce>) =>
        name.includes('10-03') ? Promise.reject(new Error('gone')) : writeOnce(name, bytes, type),
    };
    const deps = { table: records.table, recordsFrom: '2026-10-01', log: () => {} };
    const event = { scheduledTime: '2026-10-10T07:30:00Z' };
    await expect(digestDays({ ...deps, digests: failing }, event)).rejects.toThrow('gone');
    await run();
    expect((await verify()).findings).toEqual([]);
    const forgetful = { ...digests, listDays: async () => [] };
    await append('2026-10-02T11:00:00.000Z');
    await expect(digestDays({ ...deps, digests: forgetful }, event)).rejects.toThrow('2026-10-02');
  });
});

describe('what was done to the table afterwards is found', () => {
  const at = '2026-10-03T10:00:00.000Z';
  let id: string;
  const command = (place: { pk: string; sk: string }) => ({ TableName: records.name, Key: place });
  beforeEach(async () => {
    await append('2026-10-03T09:00:00.000Z');
    id = await append(at);
    await look('2026-10-03T12:00:00.000Z');
    await append('2026-10-07T12:00:00.000Z');
    await run();
    expect((await verify()).findings).toEqual([]);
  });

  test('a line of the journal that was changed, by its day and place', async () => {
    await records.documents.send(
      new UpdateCommand({
        ...command(journalKey(at, id)),
        UpdateExpression: 'SET line.exitedOn = :other',
        ExpressionAttributeValues: { ':other': '2026-09-01' },
      }),
    );
    expect((await verify()).findings).toEqual([
      { day: '2026-10-03', what: 'line was changed', log: 'journal', place: `${at}#${id}` },
    ]);
  });

  test('a line that was hidden from the auditor by taking it out of an index', async () => {
    await records.documents.send(
      new UpdateCommand({ ...command(journalKey(at, id)), UpdateExpression: 'REMOVE gsi1pk' }),
    );
    expect((await verify()).findings).toMatchObject([{ what: 'line was changed', place: `${at}#${id}` }]);
  });

  test('a line that was taken away, of either log', async () => {
    const [access] = await records.readAccessLog();
    const place = { pk: String(access?.pk), sk: String(access?.sk) };
    await records.documents.send(new DeleteCommand(command(journalKey(at, id))));
    await records.documents.send(new DeleteCommand(command(place)));
    expect((await verify()).findings).toEqual([
      { day: '2026-10-03', what: 'line is missing', log: 'journal', place: `${at}#${id}` },
      { day: '2026-10-03', what: 'line is missing', log: 'access', place: place.sk },
    ]);
  });

  test('a line that was added, to a day with a digest or to one without lines', async () => {
    for (const day of ['2026-10-03', '2026-10-05']) {
      const key = accessKey(`${day}T13:00:00.000Z`, 'x');
      await records.documents.send(new PutCommand({ TableName: records.name, Item: { ...key, a: 0.5 } }));
    }
    expect((await verify()).findings).toEqual(
      ['2026-10-03', '2026-10-05'].map((day) => ({
        day,
        what: 'line was added after its day’s digest',
        log: 'access',
        place: `${day}T13:00:00.000Z#x`,
      })),
    );
  });

  test('but a month that was published late is a note', async () => {
    await record(records.table, {
      writes: [],
      line: {
        type: 'publication',
        id: newId(),
        recordedAt: '2026-10-04T18:45:00.000Z',
        actor: 'system',
        ordinal: 1,
        month: '2026-09',
        version: 1,
        cutoff: '2026-10-04T18:30:00.000Z',
        reason: null,
      },
    });
    const { findings, notes } = await verify();
    expect(findings).toEqual([]);
    expect(notes).toMatchObject([{ day: '2026-10-04', log: 'journal' }]);
  });

  test('a digest that was removed, or replaced with its lines', async () => {
    const bytes = digests.files.get(digestNameOf('2026-10-03')) ?? Buffer.alloc(0);
    digests.files.delete(digestNameOf('2026-10-03'));
    expect((await verify()).findings.map(({ what }) => what)).toContainEqual(
      expect.stringContaining('chain is broken: the previous digest should be 2026-10-03'),
    );
    const forged = { ...dayDigest.parse(JSON.parse(String(bytes))), lines: [] };
    digests.files.set(digestNameOf('2026-10-03'), Buffer.from(JSON.stringify(forged)));
    const found = (await verify()).findings.map(({ day, what }) => `${day} ${what}`);
    expect(found).toContainEqual(expect.stringMatching(/^2026-10-03 digest is wrong/));
    expect(found).toContainEqual(expect.stringMatching(/^2026-10-07 chain is broken/));
  });
});
