import type { Item, Table, Write } from '../table/client.ts';
import { claimKey, claimsOf } from '../table/keys.ts';

/** DynamoDB's limit of one transaction. */
const claimsAtOnce = 100;

/**
 * Overwrites the fingerprints of requests about one person alone, so that repeating one reveals nothing about
 * its content. The record's key stays in the claim. Repeatable: overwritten claims are not found any more.
 */
export const overwriteClaims = async (
  table: Pick<Table, 'query' | 'transact'>,
  personId: string,
): Promise<void> => {
  let after: Item | undefined;
  do {
    const { items, next } = await table.query({
      index: 'gsi2',
      partition: claimsOf(personId),
      limit: claimsAtOnce,
      ...(after === undefined ? {} : { after }),
    });
    if (items.length > 0) {
      await table.transact(
        items.map(
          ({ gsi2sk }): Write => ({
            update: claimKey(String(gsi2sk)),
            set: 'REMOVE fingerprint, erased, gsi2pk, gsi2sk',
          }),
        ),
      );
    }
    after = next;
  } while (after !== undefined);
};
