import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { markSignInPending } from '../../functions/shared/sign-ins/pending-sign-in.ts';
import type { SignInProvider } from '../../functions/shared/sign-ins/provider.ts';
import { createSignIns } from '../../functions/shared/sign-ins/sync-sign-ins.ts';
import { endWayIn, findWayIn, renewWayIn, wayInOf } from '../../functions/shared/sign-ins/way-in.ts';
import { signInKey } from '../../functions/shared/table/keys/people.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

/** A provider that knows how a person's sign-in stands, and may be held up or fail in a call. */
const createProvider = (before: () => Promise<void> = async () => {}) => {
  const stands = new Map<string, keyof SignInProvider>();
  const make = (to: keyof SignInProvider) => async (personId: string) => {
    await before();
    stands.set(personId, to);
  };
  return { stands, enable: make('enable'), disable: make('disable'), remove: make('remove') };
};

const isPending = async (id: string) => (await records.table.get(signInKey(id))) !== undefined;
const person = (id: string, disabled: boolean) =>
  ({
    id,
    signInName: id,
    role: 'leader',
    collectives: [],
    districts: [],
    locale: 'te',
    disabled,
  }) as const;
const setDisabled = (id: string, disabled: boolean) =>
  records.table.transact([
    { put: wayInOf(person(id, disabled)) },
    markSignInPending({ id, signInName: id }, newId()),
  ]);

describe('a sign-in that is to be settled', () => {
  test.each([
    [true, 'disable'],
    [false, 'enable'],
  ] as const)('is made as her record says (disabled: %s), once', async (disabled, wanted) => {
    const id = newId();
    const provider = createProvider();
    const { syncOrDefer } = createSignIns(records.table, provider);
    await setDisabled(id, disabled);
    await syncOrDefer(id);
    expect(provider.stands.get(id)).toBe(wanted);
    provider.stands.clear();
    await syncOrDefer(id);
    expect(provider.stands.size).toBe(0);
  });

  test('is removed where she has no record any more', async () => {
    const id = newId();
    const provider = createProvider();
    await records.table.transact([markSignInPending({ id, signInName: 'riverlamp' }, newId())]);
    await createSignIns(records.table, provider).syncOrDefer(id);
    expect(provider.stands.get('riverlamp')).toBe('remove');
  });

  test('is removed where her way in has ended, whatever else her record says', async () => {
    const id = newId();
    const provider = createProvider();
    await setDisabled(id, false);
    await records.table.transact([endWayIn(person(id, false))]);
    const { syncOrDefer } = createSignIns(records.table, provider);
    await syncOrDefer(id);
    expect(provider.stands.get(id)).toBe('remove');
    // A new password has made another user meanwhile: that one stays.
    await records.table.transact([
      renewWayIn(id, 'another'),
      markSignInPending({ id, signInName: id }, newId()),
    ]);
    await syncOrDefer(id);
    expect(provider.stands.get(id)).toBe('enable');
  });

  test('is left to the next run where the provider fails, and keeps nobody else', async () => {
    const [hers, others] = [newId(), newId()];
    await setDisabled(hers, true);
    await setDisabled(others, true);
    const provider = createProvider();
    const failing: SignInProvider = {
      ...provider,
      disable: (id) => (id === hers ? Promise.reject(new Error('Down.')) : provider.disable(id)),
    };
    const { syncOrDefer, syncAll } = createSignIns(records.table, failing);
    await syncOrDefer(hers);
    expect(await isPending(hers)).toBe(true);
    await expect(syncAll()).rejects.toThrow(AggregateError);
    expect([await isPending(hers), await isPending(others)]).toEqual([true, false]);
    await createSignIns(records.table, provider).syncAll();
    expect([await isPending(hers), provider.stands.get(hers)]).toEqual([false, 'disable']);
  });

  test('ends as she was made last, however the runs come between one another', async () => {
    const id = newId();
    await setDisabled(id, true);
    const slow = createProvider(async () => {
      // While the first run asks the provider, she is enabled again and another run settles that.
      if (slow.stands.size > 0 || (await findWayIn(records.table, id))?.access.disabled === false) return;
      await setDisabled(id, false);
      await createSignIns(records.table, slow).syncOrDefer(id);
    });
    await createSignIns(records.table, slow).syncOrDefer(id);
    expect([slow.stands.get(id), await isPending(id)]).toEqual(['enable', false]);
  });

  test('is not taken for settled where she was changed at the last moment', async () => {
    const id = newId();
    await setDisabled(id, true);
    const provider = createProvider();
    let removals = 0;
    const { syncOrDefer } = createSignIns(
      {
        ...records.table,
        transact: async (writes) => {
          removals += 1;
          if (removals === 1) await setDisabled(id, false);
          return records.table.transact(writes);
        },
      },
      provider,
    );
    await syncOrDefer(id);
    expect([removals, provider.stands.get(id), await isPending(id)]).toEqual([2, 'enable', false]);
  });
});
