import { expect, test } from 'vitest';
import { refresh } from '../../web/src/caseworker/refresh.ts';
import type { RowChange } from '../../web/src/rows/encrypted-rows.ts';

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
