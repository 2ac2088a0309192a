import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createMeter } from '../../bench/meter.ts';
import { fillGroups } from '../../bench/overview.ts';
import { readOverview } from '../../functions/areas/collectives/overview.ts';
import { collectiveOverview } from '../../functions/areas/collectives/schema.ts';
import { acceptErasure } from '../../functions/areas/erasure/approval-effect.ts';
import { factsOf, readRecordsThatGo } from '../../functions/areas/erasure/records-that-go.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createTable, type Write } from '../../functions/shared/table/client.ts';
import { groupMoneyKey, meetingKey } from '../../functions/shared/table/keys/collectives.ts';
import { erasureKey } from '../../functions/shared/table/keys/members.ts';
import { coordinator, openScene, type Scene } from '../members/scene.ts';
import { openRecords } from '../support/table.ts';

/*
 * The desk's overview of groups is made of figures that are kept beside each group's money. They have to be those that its ledger, its
 * meetings and its list of members tell.
 */

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

const today = '2026-10-20';
const now = `${today}T06:00:00.000Z`;
const post = (route: Parameters<Scene['send']>[0]['route'], path: object, body: object) =>
  scene.send({ route, path: { ...path }, caller: coordinator, body, now });
const read = async (route: Parameters<Scene['send']>[0]['route'], id: string) =>
  (await scene.send({ route, path: { id }, caller: coordinator, now })).body;

const overviewOf = async (id: string) => {
  const { body } = await scene.send({ route: 'GET /api/collective-overviews', caller: coordinator, now });
  return z
    .object({ items: z.array(collectiveOverview) })
    .parse(body)
    .items.find((one) => one.id === id);
};
const ledgerOf = async (id: string) =>
  z
    .object({ savingsPaise: z.int(), loansOutstandingPaise: z.int() })
    .parse(await read('GET /api/collectives/{id}/ledger', id));

const meetingOf = (heldOn: string, memberIds: readonly string[], entries: object[], more: object = {}) => ({
  id: newId(),
  heldOn,
  attendance: memberIds.map((memberId) => ({ memberId, status: 'present' })),
  entries,
  ...more,
});
const hold = async (id: string, meeting: { readonly id: string }) => {
  expect(await post('POST /api/collectives/{id}/meetings', { id }, meeting)).toMatchObject({ status: 201 });
  return meeting.id;
};
const reverse = (id: string, meetingId: string) =>
  post(
    'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
    { id, meetingId },
    {
      id: newId(),
      reason: 'a slip',
    },
  );

describe('the overview of a group', () => {
  test('has the sums of its ledger, after deposits, loans, an opening and reversals', async () => {
    const id = await scene.formCollective();
    const members = [await scene.enrolled({ collectiveId: id }), await scene.enrolled({ collectiveId: id })];
    const [one = '', two = ''] = members.map((member) => member.id);
    expect(
      await post(
        'POST /api/collectives/{id}/opening',
        { id },
        {
          id: newId(),
          asOf: '2026-04-01',
          cashPaise: 30_000,
          bankPaise: 0,
          grantsPaise: 0,
          surplusPaise: -20_000,
          members: [{ memberId: one, savingsPaise: 50_000, loans: [] }],
          borrowings: [],
        },
      ),
    ).toMatchObject({ status: 201 });
    const deposits = [one, two].map((memberId) => ({ memberId, kind: 'deposit', amountPaise: 10_000 }));
    await hold(id, meetingOf('2026-08-10', [one, two], deposits));
    const wrong = await hold(id, meetingOf('2026-09-10', [one, two], deposits));
    expect(await reverse(id, wrong)).toMatchObject({ status: 201 });
    await hold(
      id,
      meetingOf(
        '2026-10-10',
        [one, two],
        [
          { memberId: two, kind: 'loan', loanId: newId(), amountPaise: 25_000 },
          { memberId: one, kind: 'withdrawal', amountPaise: 5_000 },
        ],
      ),
    );
    const ledger = await ledgerOf(id);
    expect(ledger).toMatchObject({ savingsPaise: 65_000, loansOutstandingPaise: 25_000 });
    expect(await overviewOf(id)).toMatchObject({ ...ledger, memberCount: 2 });
  });

  test('counts meetings by month: without reversed ones and without those before the last six months', async () => {
    const id = await scene.formCollective();
    const { id: memberId } = await scene.enrolled({ collectiveId: id });
    const deposit = [{ memberId, kind: 'deposit', amountPaise: 10_000 }];
    await hold(id, meetingOf('2026-04-30', [memberId], deposit));
    await hold(id, meetingOf('2026-05-01', [memberId], deposit, { cashCountedPaise: 20_000 }));
    await hold(
      id,
      meetingOf('2026-10-01', [memberId], deposit, {
        lines: [{ kind: 'cash_short', amountPaise: 1_000, reason: 'counted twice' }],
        cashCountedPaise: 29_000,
      }),
    );
    const twice = await hold(id, meetingOf('2026-10-19', [memberId], deposit));
    expect(await overviewOf(id)).toMatchObject({
      lastMeetingOn: '2026-10-19',
      months: [
        { month: '2026-10', meetings: 2, uncounted: 1, cashDifferences: 1 },
        { month: '2026-05', meetings: 1, uncounted: 0, cashDifferences: 0 },
      ],
    });
    await reverse(id, twice);
    expect(await overviewOf(id)).toMatchObject({
      lastMeetingOn: '2026-10-01',
      months: [{ month: '2026-10', meetings: 1, uncounted: 0, cashDifferences: 1 }, { month: '2026-05' }],
    });
  });

  test('knows the last meeting of a group that has not met for long, but not a reversed one', async () => {
    const id = await scene.formCollective();
    const { id: memberId } = await scene.enrolled({ collectiveId: id });
    expect((await overviewOf(id))?.lastMeetingOn).toBeUndefined();
    const entries = [{ memberId, kind: 'deposit', amountPaise: 10_000 }];
    await hold(id, meetingOf('2025-11-10', [memberId], entries));
    for (let day = 11; day <= 17; day += 1) {
      await reverse(id, await hold(id, meetingOf(`2025-11-${day}`, [memberId], entries)));
    }
    expect(await overviewOf(id)).toMatchObject({ lastMeetingOn: '2025-11-10', months: [] });
  });

  test('reads no more than a hundred sheets that were taken back in a row', async () => {
    const id = await scene.formCollective();
    const { table } = scene.records;
    const sheet = (heldOn: string, more: object): Write => {
      const sheetId = newId();
      return { put: { ...meetingKey(id, heldOn, sheetId), id: sheetId, heldOn, ...more } };
    };
    await table.transact([
      { update: groupMoneyKey(id), set: 'SET sheets = :many', values: { ':many': 200 } },
      sheet('2025-01-10', {}),
      ...Array.from({ length: 95 }, () => sheet('2025-02-10', { reversed: {} })),
    ]);
    expect(await overviewOf(id)).toMatchObject({ lastMeetingOn: '2025-01-10' });
    await table.transact(Array.from({ length: 5 }, () => sheet('2025-02-10', { reversed: {} })));
    expect((await overviewOf(id))?.lastMeetingOn).toBeUndefined();
  });

  test('counts who is in it: not who left, moved away or was erased', async () => {
    const [from, to] = [await scene.formCollective(), await scene.formCollective()];
    const [leaving, moving, erased, staying] = [
      await scene.enrolled({ collectiveId: from }),
      await scene.enrolled({ collectiveId: from }),
      await scene.enrolled({ collectiveId: from }),
      await scene.enrolled({ collectiveId: from }),
    ];
    const counts = async () => [(await overviewOf(from))?.memberCount, (await overviewOf(to))?.memberCount];
    expect(await counts()).toEqual([4, 0]);
    const exit = { exitedOn: '2026-10-10', reason: 'went to her sister' };
    for (const _ of [1, 2]) await post('POST /api/members/{id}/exit', { id: leaving.id }, exit);
    expect(await counts()).toEqual([3, 0]);
    expect(await scene.change(moving.id, 1, { collectiveId: to })).toMatchObject({ status: 200 });
    expect(await counts()).toEqual([2, 1]);
    expect(await scene.change(moving.id, 2, { collectiveId: from })).toMatchObject({ status: 200 });
    expect(await counts()).toEqual([3, 0]);
    // Who had left before is in no group any more.
    for (const { id } of [erased, leaving]) {
      const { table } = scene.records;
      await table.put({ ...erasureKey(id), id: `asked-${id}` });
      const removal = await acceptErasure(
        table,
        'member',
        {
          id: `asked-${id}`,
          subject: id,
          askedAt: now,
          askedBy: newId(),
          facts: factsOf('member', await readRecordsThatGo(table, 'member', id)),
        },
        { approvedAt: now, erasesOn: '2026-11-20' },
      );
      const writes: Write[] = [...(removal?.staleIfFailed ?? []), ...(removal?.writes ?? [])];
      expect(await table.transact(writes)).toBeNull();
    }
    expect(await counts()).toEqual([2, 0]);
    expect(staying.collectiveId).toBe(from);
  });

  test('is for the coordinator alone, and refuses a cursor that it never gave', async () => {
    const ask = (query: Readonly<Record<string, string>>) =>
      scene.send({ route: 'GET /api/collective-overviews', caller: coordinator, query });
    expect(await ask({ cursor: 'x' })).toMatchObject({ status: 400, body: { code: 'invalid_cursor' } });
    expect(await ask({ limit: '10' })).toMatchObject({ status: 400 });
  });
});

describe('a page of groups', () => {
  test('is read in two round trips, however many groups it has', async () => {
    const records = await openRecords();
    await fillGroups(records.documents, records.name, 31);
    const meter = createMeter(records.documents);
    const table = createTable(meter.documents, records.name);
    const { items, next } = await readOverview(table, today, undefined, undefined, 30);
    expect(items).toHaveLength(30);
    expect(items.every(({ months }) => months.length === 6)).toBe(true);
    expect(meter.take()).toMatchObject({ rounds: 2, calls: 9 });
    const rest = await readOverview(table, today, next?.id, undefined, 30);
    expect(rest.items).toHaveLength(1);
    expect(rest.next).toBeUndefined();
    await records.close();
  });
});

test('has nothing to show before the first group is formed', async () => {
  const records = await openRecords();
  try {
    expect(await readOverview(records.table, today, undefined, undefined)).toEqual({ items: [] });
  } finally {
    await records.close();
  }
});
