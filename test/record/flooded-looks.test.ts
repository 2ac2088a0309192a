import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLooks } from '../../functions/areas/record/read-access-lines.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { dayAttribute } from '../../functions/shared/journal/look.ts';
import { encodeShown } from '../../functions/shared/journal/shown.ts';
import { lookKey } from '../../functions/shared/table/keys/access-log.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

const collectiveId = newId();
const woman = { id: newId(), collectiveId, formerCollectives: [] };
const women = [woman.id, ...Array.from({ length: 60 }, newId)];
const shown = encodeShown([{ of: collectiveId, ids: new Map(women.map((id) => [id, 1])) }]);

const look = (month: string, reader: string, hash: string) => ({
  put: {
    ...lookKey(collectiveId, month, reader, hash),
    role: 'leader',
    what: ['savings'],
    shown,
    [dayAttribute(`${month}-05`)]: 1,
  },
});

test('one reader’s thousands of looks hide nobody else’s, in that month or before', async () => {
  // Sorts after everybody: her looks are read first.
  const flooding = `f${newId().slice(1)}`;
  const others = [newId(), newId()];
  const months = ['2026-10', '2026-09'];
  const thousands = months.flatMap((month) =>
    Array.from({ length: 6_000 }, (_, index) => look(month, flooding, `${index}`)),
  );
  for (let from = 0; from < thousands.length; from += 100) {
    await records.table.transact(thousands.slice(from, from + 100));
  }
  await records.table.transact(
    [...months, '2026-01'].flatMap((month) => others.map((reader) => look(month, reader, 'x'))),
  );
  const { looks, since } = await readLooks(records.table, woman, new Date('2026-10-20T06:00:00Z'));
  const readers = new Set(looks.map(({ month, actor }) => `${month} ${actor}`));
  expect(readers).toEqual(
    new Set([
      ...[...months, '2026-01'].flatMap((month) => others.map((reader) => `${month} ${reader}`)),
      ...months.map((month) => `${month} ${flooding}`),
    ]),
  );
  // Not all of hers are read, and that is said.
  expect(looks.length).toBeLessThan(thousands.length);
  expect(since).toBe('2026-10-20T06:00:00.000Z');
}, 60_000);
