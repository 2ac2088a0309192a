import type { Item, Table, Write } from '../../shared/table/client.ts';
import { claimKey, claimsOf } from '../../shared/table/keys/journal-and-claims.ts';

/** DynamoDB's limit of writes in one transaction. */
const claimsAtOnce = 100;

/**
 * Overwrites the claims of requests that concern nobody but an erased person. A claim records that a request's id is used,
 * and for which record. It loses the fingerprint of the request's content, so that repeating the request reveals nothing
 * about that content. May run again: an overwritten claim is no longer in the index.
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
      // No write has a condition, so the transaction has no result to check.
      await table.transact(
        items.map(
          // `gsi2sk` is the claimed id.
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
