import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  mondayOf,
  type OverdueDigest,
  sendOverdueDigest,
} from '../../functions/jobs/alerts/overdue-digest.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { personKey, personListIndexKeys } from '../../functions/shared/table/keys/people.ts';
import { openDesk } from '../cases/desk.ts';

const desk = await openDesk();
const { records, opened, tell } = desk;
afterAll(() => records.close());

let digests: OverdueDigest[] = [];
let sent: number[] = [];
beforeEach(() => {
  sent = [];
  digests = [];
});
const look = (now: string, more: Partial<Parameters<typeof sendOverdueDigest>[0]> = {}) =>
  sendOverdueDigest(
    {
      table: records.table,
      sendOverdue: async (digest) => {
        digests.push(digest);
        if (digest.person === undefined) sent.push(digest.count);
      },
      ...more,
    },
    new Date(now),
  );

test.each([
  // 09:00 on a Monday in India is 03:30 UTC.
  ['2026-10-19T03:29:59.999Z', undefined],
  ['2026-10-19T03:30:00.000Z', '2026-10-19'],
  ['2026-10-20T03:29:59.999Z', '2026-10-19'],
  ['2026-10-20T03:30:00.000Z', undefined],
  ['2026-10-25T20:00:00.000Z', undefined],
  ['2026-10-26T03:30:00.000Z', '2026-10-26'],
])('the digest that is due at %s is that of %s', (now, monday) => {
  expect(mondayOf(new Date(now))).toBe(monday);
});

describe('each Monday', () => {
  test('staff are told how much is overdue, once, and nothing if it is none', async () => {
    await look('2026-10-19T03:30:00.000Z');
    expect(sent).toEqual([]);
    const { id } = await opened({ openedOn: '2026-08-01' });
    const closed = await opened({ openedOn: '2026-08-01' });
    const erased = await desk.putMember();
    const gone = await opened({ openedOn: '2026-08-01', memberId: erased });
    for (const one of [id, closed.id, gone.id]) {
      for (const due of ['2026-10-20', '2026-10-25', '2026-10-26', '2026-12-01']) {
        await tell(one, { type: 'follow_up', on: '2026-10-01', due });
      }
    }
    await tell(closed.id, { type: 'status', status: 'closed' });
    await records.table.transact([{ remove: memberKey(erased) }]);
    // The week of the 19th was looked at before: nothing comes of what was recorded since.
    await look('2026-10-19T10:00:00.000Z');
    expect(sent).toEqual([]);
    await look('2026-10-26T03:30:00.000Z');
    await look('2026-10-26T03:31:00.000Z');
    expect(sent).toEqual([2]);
    await look('2026-10-28T03:31:00.000Z');
    expect(sent).toEqual([2]);
  });

  test('a digest that could not be sent is sent by a later run', async () => {
    const failing = async () => {
      throw new Error('No mail today.');
    };
    await expect(look('2026-11-02T03:30:00.000Z', { sendOverdue: failing })).rejects.toThrow(
      'No mail today.',
    );
    await look('2026-11-02T03:31:00.000Z');
    expect(sent).toEqual([3]);
  });

  test('an area coordinator is told of her districts alone, and not at all if nothing is overdue there', async () => {
    const put = async (districts: readonly string[], more: object = {}): Promise<string> => {
      const id = newId();
      const person = { id, role: 'coordinator', disabled: false, districts, ...more };
      await records.table.transact([{ put: { ...personKey(id), ...personListIndexKeys(id), ...person } }]);
      return id;
    };
    const krishna = await opened({
      openedOn: '2026-08-01',
      memberId: await desk.putMember({ district: 'Krishna' }),
    });
    await tell(krishna.id, { type: 'follow_up', on: '2026-10-01', due: '2026-10-20' });
    const [here, there, state] = [await put(['Guntur', 'Palnadu']), await put(['Krishna']), await put([])];
    await put(['Nandyal']);
    await put(['Guntur'], { disabled: true });
    await look('2026-11-09T03:30:00.000Z');
    expect(digests.map(({ person, count }) => [person, count])).toEqual([
      [undefined, 4],
      [here, 3],
      [there, 1],
      [state, 4],
    ]);
  });

  test('a run that is late does not say that an earlier Monday was the last', async () => {
    await look('2026-11-16T03:30:00.000Z');
    await look('2026-11-09T03:30:00.000Z');
    sent = [];
    await look('2026-11-16T03:31:00.000Z');
    expect(sent).toEqual([]);
  });
});
