import { expect, test } from 'vitest';
import {
  type DrillResult,
  readDrillResult,
  toDrillItem,
} from '../../functions/shared/health/drill-result.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import type { Key } from '../../functions/shared/table/keys/key.ts';

const result: DrillResult = {
  at: '2027-01-10T20:31:07Z',
  outcome: 'whole',
  months: 20,
  tookSeconds: 1861,
  by: 'schedule',
  run: 'an-execution',
};

const storing = (item?: Item) => ({
  get: async ({ pk, sk }: Key) => (item?.pk === pk && item.sk === sk ? item : undefined),
});

test('is read as it was written', async () => {
  expect(await readDrillResult(storing(toDrillItem(result)))).toEqual(result);
});

test('is undefined before the first drill', async () => {
  expect(await readDrillResult(storing())).toBeUndefined();
});

test('with an outcome that nobody knows is refused', async () => {
  await expect(readDrillResult(storing({ ...toDrillItem(result), outcome: 'fine' }))).rejects.toThrow(
    'outcome',
  );
});
