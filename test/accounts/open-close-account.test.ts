import { afterAll, beforeAll, expect, test } from 'vitest';
import { storedAccount } from '../../functions/areas/accounts/account.ts';
import {
  closeAccount,
  openAccount,
  reopenAccount,
} from '../../functions/areas/accounts/open-close-account.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Write } from '../../functions/shared/table/client.ts';
import { accountKey } from '../../functions/shared/table/keys/collectives.ts';
import { must } from '../books/group.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;

beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

const [collectiveId, memberId] = [newId(), newId()];

/** What the write is refused with; undefined where it was made. */
const attempt = async (write: Write) => {
  const outcome = await records.table.transact([write]);
  return outcome === null ? undefined : write.errorIfFailed?.(outcome[0]?.stored);
};

const read = async (collective: string, member: string) =>
  storedAccount.parse(await records.table.get(accountKey(collective, member)));

test('an account opens empty, and once', async () => {
  expect(await attempt(openAccount(collectiveId, memberId))).toBeUndefined();
  await must(records.table, [
    { update: accountKey(collectiveId, memberId), set: 'SET savingsPaise = :five', values: { ':five': 5 } },
  ]);
  expect(await attempt(openAccount(collectiveId, memberId))).toMatchObject({ code: 'already_a_member' });
  expect(await read(collectiveId, memberId)).toEqual({
    memberId,
    collectiveId,
    savingsPaise: 5,
    loansOutstandingPaise: 0,
    loans: {},
    sheets: 0,
  });
});

test('an account closes with nothing in it, and no other', async () => {
  const her = newId();
  await must(records.table, [openAccount(collectiveId, her)]);
  const balance = (savingsPaise: number, loansOutstandingPaise: number) =>
    must(records.table, [
      {
        update: accountKey(collectiveId, her),
        set: 'SET savingsPaise = :savings, loansOutstandingPaise = :loans',
        values: { ':savings': savingsPaise, ':loans': loansOutstandingPaise },
      },
    ]);
  for (const [savings, loans] of [
    [1, 0],
    [0, 1],
  ] as const) {
    await balance(savings, loans);
    expect(await attempt(closeAccount(collectiveId, her, '2026-10-01', 'exited'))).toMatchObject({
      kind: 'refused',
      code: 'balance_open',
    });
    expect((await read(collectiveId, her)).closedOn).toBeUndefined();
  }
  await balance(0, 0);
  expect(await attempt(closeAccount(collectiveId, her, '2026-10-01', 'exited'))).toBeUndefined();
  expect((await read(collectiveId, her)).closedOn).toBe('2026-10-01');
});

test('closing the account of somebody who has none is not found', async () => {
  const stranger = newId();
  expect(await attempt(closeAccount(collectiveId, stranger, '2026-10-01', 'exited'))).toMatchObject({
    kind: 'not_found',
  });
  expect(await records.table.get(accountKey(collectiveId, stranger))).toBeUndefined();
});

test('an account that was left opens again; one that was not, or never was, does not', async () => {
  const her = newId();
  expect(await attempt(reopenAccount(collectiveId, her))).toMatchObject({ kind: 'not_found' });
  await must(records.table, [openAccount(collectiveId, her)]);
  expect(await attempt(reopenAccount(collectiveId, her))).toMatchObject({ kind: 'not_found' });
  await must(records.table, [closeAccount(collectiveId, her, '2026-10-01', 'exited')]);
  expect(await attempt(reopenAccount(collectiveId, her))).toBeUndefined();
  expect((await read(collectiveId, her)).closedOn).toBeUndefined();
});
