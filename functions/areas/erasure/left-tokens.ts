import * as z from 'zod';
import type { Table, Write } from '../../shared/table/client.ts';
import { erasedMemberKey } from '../../shared/table/keys/members.ts';
import { storedKey } from '../../shared/table/stored-key.ts';

/** DynamoDB's limit of writes in one transaction. */
const removalsAtOnce = 100;

/** Of an erased member's record. Once it is scrubbed (`scrub` of the nightly run), it has no version. */
const erasedRecord = z.looseObject({
  version: z.int().optional(),
  tokensLeft: z.array(storedKey).default([]),
});

/**
 * Removes the tokens by which an erased member was found, as far as the transaction of her erasure had no room for them: they lead to a record that is not
 * there. Her erased record lists them until all are gone, so that this may stop anywhere and run again.
 */
export const removeLeftTokens = async (
  table: Pick<Table, 'get' | 'transact'>,
  memberId: string,
): Promise<void> => {
  const key = erasedMemberKey(memberId);
  const item = await table.get(key);
  const { tokensLeft, ...rest } = erasedRecord.parse(item ?? {});
  if (tokensLeft.length === 0) return;
  for (let from = 0; from < tokensLeft.length; from += removalsAtOnce) {
    await table.transact(
      tokensLeft.slice(from, from + removalsAtOnce).map((token): Write => ({ remove: token })),
    );
  }
  // If her key was destroyed meanwhile, the record is scrubbed, and stays so; the next run takes its list away.
  const asSeen = rest.version === undefined ? 'attribute_not_exists(version)' : 'attribute_exists(version)';
  await table.transact([
    { put: { ...rest, ...key }, condition: `attribute_exists(tokensLeft) AND ${asSeen}` },
  ]);
};
