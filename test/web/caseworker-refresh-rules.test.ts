import { expect, test } from 'vitest';
import { refresh } from '../../web/src/caseworker/refresh.ts';
import { cases } from '../../web/src/caseworker/row-kinds.ts';
import { operations } from '../../web/src/outbox/operation.ts';
import type { RowChange } from '../../web/src/rows/encrypted-rows.ts';
import { packStates } from '../../web/src/workspace/row-kinds.ts';

const consent = (given: boolean, on: string) => ({
  id: `${on} ${given}`,
  purpose: 'sharing',
  given,
  on,
  method: 'spoken',
  noticeVersion: '1',
  givenBy: 'self',
});

/** The consents that the phone stores of a woman whose record has these, in the order in which they were recorded. */
const storedOf = async (consents: readonly object[]): Promise<unknown> => {
  const woman = { id: 'w', version: 2, code: 'M-1', name: 'N', phone: null, district: 'Guntur', mandal: 'M' };
  const pack = {
    since: 's',
    cases: [],
    agenda: { items: [] },
    unassigned: [],
    members: [{ ...woman, children: [], consents }],
  };
  const stored: unknown[] = [];
  const rows = {
    get: () => undefined,
    all: () => [],
    putAll: async (writes: readonly RowChange[]) => void stored.push(...writes),
  };
  const api = { request: async () => pack };
  // What it reads afterwards, this server does not answer.
  await refresh(api as never, rows, () => 0).catch(() => undefined);
  return stored;
};

test('the consent that was recorded last is in force, though an earlier one says a later day', async () => {
  expect(await storedOf([consent(true, '2026-10-10'), consent(false, '2026-10-05')])).toContainEqual(
    expect.objectContaining({
      value: expect.objectContaining({
        consents: [{ purpose: 'sharing', given: false, on: '2026-10-05', isWithdrawn: true }],
      }),
    }),
  );
});

/** What a phone that has read a pack asks and changes at its next refresh. It has not sent a note of a case that the answer lacks. */
const refreshAfter = async (state: unknown) => {
  const unsent = { id: 'o', state: 'waiting', entities: ['c'], body: {} };
  const stored: Readonly<Record<string, readonly unknown[]>> = {
    [operations.name]: [unsent],
    [cases.name]: [{ id: 'c', memberId: 'w' }, { id: 'gone' }],
  };
  const requests: unknown[] = [];
  const changes: RowChange[] = [];
  const rows = {
    get: ({ name }: { readonly name: string }) => (name === packStates.name ? state : undefined),
    all: ({ name }: { readonly name: string }) => stored[name] ?? [],
    putAll: async (writes: readonly RowChange[]) => void changes.push(...writes),
  };
  const api = {
    request: async (route: string, request: unknown) => {
      if (route === 'GET /api/me/pack') requests.push(request);
      return { since: 's2', cases: [], agenda: { items: [] }, unassigned: [], members: [] };
    },
  };
  await refresh(api as never, rows as never, () => 0).catch(() => undefined);
  const removed = changes.flatMap(({ key, value }) => (value === undefined ? [key] : []));
  return { requests, removed, state: changes.find(({ kind }) => kind === packStates.name)?.value };
};

test('a phone that stored consents as an earlier version did reads everything anew, once, and loses nothing unsent', async () => {
  const first = await refreshAfter({ since: 's1' });
  expect(first.requests).toEqual([{}]);
  expect(first.removed).toEqual(['gone']);
  const next = await refreshAfter(first.state);
  expect(next.requests).toEqual([{ query: { since: 's2' } }]);
});
