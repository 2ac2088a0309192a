import * as z from 'zod';
import { tryAgain } from '../domain/retry.ts';
import { logFault } from '../logging/log.ts';
import type { Item, Table, Write } from '../table/client.ts';
import { personKey, signInKey, signInList } from '../table/keys.ts';
import type { SignInProvider } from './provider.ts';

/**
 * A person's own record says whether she may do anything, from one transaction on. Her sign-in at the identity provider follows it: the
 * same transaction notes that it is to be settled, and the note stays until the provider has done it.
 */

const pendingSignIn = z.object({ sk: z.string(), change: z.string() });
const standing = z.object({ disabled: z.boolean() });

/** Notes that a person's sign-in is to be settled. @param change tells one change of hers from the next */
export const pendSignIn = (personId: string, change: string): Write => ({
  put: { ...signInKey(personId), change },
});

export type SignIns = ReturnType<typeof createSignIns>;

export const createSignIns = (
  table: Pick<Table, 'get' | 'query' | 'retry' | 'transact'>,
  provider: SignInProvider,
) => {
  const wantedOf = async (personId: string): Promise<keyof SignInProvider> => {
    const item = await table.get(personKey(personId));
    if (item === undefined) {
      return 'remove';
    }
    return standing.parse(item).disabled ? 'disable' : 'enable';
  };

  /**
   * Makes her sign-in as her record says, if that is still to be done. It looks again after each call: meanwhile her record may have
   * changed, and another run have done what it then said before this one was done.
   */
  const settle = (personId: string): Promise<void> => {
    let done: keyof SignInProvider | undefined;
    return table.retry(async () => {
      const pending = await table.get(signInKey(personId));
      if (pending === undefined && done === undefined) {
        return;
      }
      const wanted = await wantedOf(personId);
      if (wanted !== done) {
        await provider[wanted](personId);
        done = wanted;
        return tryAgain;
      }
      if (pending === undefined) {
        return;
      }
      const failures = await table.transact([
        {
          remove: signInKey(personId),
          condition: 'attribute_not_exists(pk) OR change = :seen',
          values: { ':seen': pendingSignIn.parse(pending).change },
        },
      ]);
      return failures === null ? undefined : tryAgain;
    });
  };

  return {
    /** After a change was written, which stands whatever the provider answers: what fails here is tried again by `settleAll`. */
    settleOrDefer: async (personId: string): Promise<void> => {
      try {
        await settle(personId);
      } catch (error) {
        logFault('a sign-in could not be settled at the provider, and will be tried again', {
          error: error instanceof Error ? error.name : typeof error,
        });
      }
    },

    /** Settles what an earlier run could not. @throws AggregateError where some still could not, once all were tried */
    settleAll: async (): Promise<void> => {
      const failures: unknown[] = [];
      let after: Item | undefined;
      do {
        const { items, next } = await table.query({
          partition: signInList,
          ...(after === undefined ? {} : { after }),
        });
        for (const item of items) {
          await settle(pendingSignIn.parse(item).sk).catch((error: unknown) => failures.push(error));
        }
        after = next;
      } while (after !== undefined);
      if (failures.length > 0) {
        throw new AggregateError(failures, `${failures.length} sign-ins could not be settled.`);
      }
    },
  };
};
