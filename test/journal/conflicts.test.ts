import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { setTargets } from '../../functions/areas/programme/repository.ts';
import { createRegistration } from '../../functions/months/publishing/register-publication.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { record } from '../../functions/shared/journal/append.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { indian } from '../publishing/journal-builder.ts';
import { createRetryClock } from '../support/retry-clock.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { cancelledWith, interpose } from '../support/transactions.ts';

/** A function of the API is ended after 15 seconds; what waits for others gives up well before. */
const wellBelowTheLimitMs = 8_000;

const set = { at: indian('2026-09-10T10:00'), by: newId() };

const correct = (table: Table) =>
  createRegistration(table, newId).registerCorrection(
    { id: newId(), month: '2026-08', reason: 'A sheet was missing' },
    { ...set, fingerprint: 'content' },
  );
const register = (table: Table, month: string) =>
  createRegistration(table, newId).registerMonth(month, '2026-10-04T18:30:00.000Z', set.at);
let monthsRegistered = 0;
/** What takes the next ordinal and never comes to an end, as a day's corrections do. */
const registerAnotherMonth = (table: Table) => {
  monthsRegistered += 1;
  return register(
    table,
    `${2030 + Math.floor(monthsRegistered / 12)}-${String((monthsRegistered % 12) + 1).padStart(2, '0')}`,
  );
};
const target = (table: Table, pensions: number) =>
  setTargets({ table, newId }, { financialYear: '2026-27', targets: { pensions } }, set);

const opened: TestRecords[] = [];
afterAll(() => {
  for (const one of opened) one.close();
});
let records: TestRecords;
beforeEach(async () => {
  records = await openRecords();
  opened.push(records);
  await register(records.table, '2026-08');
});

describe.each([
  { name: 'a correction', write: correct, rival: registerAnotherMonth },
  { name: 'a month', write: (table: Table) => register(table, '2026-09'), rival: registerAnotherMonth },
  {
    name: 'targets',
    write: (table: Table) => target(table, 1),
    rival: (table: Table) => target(table, Math.floor(Math.random() * 1e9)),
  },
])('$name', ({ write, rival }) => {
  test('under conflicts without end gives up in time, and nothing is written', async () => {
    const before = await records.scan();
    const { clock, elapsedMs } = createRetryClock();
    const { table } = interpose(
      records,
      async () => {
        throw cancelledWith('TransactionConflict');
      },
      clock,
    );
    await expect(write(table)).rejects.toMatchObject({ kind: 'unavailable', code: 'busy' });
    expect(elapsedMs()).toBeLessThan(wellBelowTheLimitMs);
    expect(await records.scan()).toEqual(before);
  });

  test('is written after others that were faster, with no gap', async () => {
    const { table, sent } = interpose(records, async (send, attempt) => {
      if (attempt < 3) {
        await rival(records.table);
      }
      return send();
    });
    await write(table);
    expect(sent).toHaveLength(3);
    const lines = await records.readJournal();
    expect(lines).toHaveLength(4);
    const ordinals = lines.flatMap((line) => (line.type === 'publication' ? [line.ordinal] : []));
    expect(ordinals.toSorted()).toEqual(ordinals.map((_, index) => index + 1));
  });

  test('behind others that are always faster gives up in time', async () => {
    const { clock, elapsedMs } = createRetryClock();
    const { table } = interpose(
      records,
      async (send) => {
        await rival(records.table);
        return send();
      },
      clock,
    );
    await expect(write(table)).rejects.toMatchObject({ kind: 'unavailable', code: 'busy' });
    expect(elapsedMs()).toBeLessThan(wellBelowTheLimitMs);
  });
});

describe('a write that rests on what was read', () => {
  const key = { pk: 'TEST', sk: 'TEST' };
  const lineOf = (): JournalLine => ({
    type: 'member_erased',
    id: newId(),
    recordedAt: set.at,
    actor: 'system',
    memberId: newId(),
  });
  const write = (seen: number, claim?: { id: string; fingerprint: string }) =>
    record(records.table, {
      ...(claim === undefined ? {} : { claim: { ...claim, record: key, concernsOnly: null } }),
      staleIfFailed: [
        { put: { ...key, version: seen + 1 }, condition: 'version = :seen', values: { ':seen': seen } },
      ],
      writes: [{ check: { pk: 'NONE', sk: 'NONE' }, condition: 'attribute_not_exists(pk)' }],
      line: lineOf(),
    });

  beforeEach(() => records.table.transact([{ put: { ...key, version: 1 } }]));

  test('is written where that is still so', async () => {
    expect(await write(1)).toBe('written');
    expect(await records.table.get(key)).toMatchObject({ version: 2 });
  });

  test('else is stale, with the item as it is now, and writes nothing', async () => {
    const before = await records.scan();
    expect(await write(7)).toEqual({ stale: { ...key, version: 1 } });
    await records.table.transact([{ remove: key }]);
    expect(await write(1)).toEqual({ stale: undefined });
    await records.table.transact([{ put: { ...key, version: 1 } }]);
    expect(await records.scan()).toEqual(before);
  });

  test('is repeated rather than stale where the same was accepted before', async () => {
    const claim = { id: newId(), fingerprint: 'content' };
    expect(await write(1, claim)).toBe('written');
    expect(await write(1, claim)).toMatchObject({ earlierRecord: key });
    await expect(write(1, { ...claim, fingerprint: 'other' })).rejects.toMatchObject({ code: 'id_reused' });
  });

  test('is stale rather than refused: what was refused was decided on what is old', async () => {
    const refused = record(records.table, {
      staleIfFailed: [{ put: { ...key, version: 8 }, condition: 'version = :seen', values: { ':seen': 7 } }],
      writes: [
        {
          check: { pk: 'NONE', sk: 'NONE' },
          condition: 'attribute_exists(pk)',
          errorIfFailed: () => {
            throw new Error('It was asked what the refusal is.');
          },
        },
      ],
      line: lineOf(),
    });
    expect(await refused).toEqual({ stale: { ...key, version: 1 } });
  });
});
