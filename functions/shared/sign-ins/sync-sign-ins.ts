import { tryAgain } from '../errors/retry.ts';
import { describeError } from '../logging/describe-error.ts';
import { logFault } from '../logging/log.ts';
import type { Item, Table } from '../table/client.ts';
import { signInKey, signInList } from '../table/keys/people.ts';
import { pendingSignIn } from './pending-sign-in.ts';
import type { SignInProvider } from './provider.ts';
import { findWayIn } from './way-in.ts';

/**
 * Keeps sign-ins at the identity provider in line with people's records. A person's record alone decides whether she may do anything, from
 * the transaction that changes it. The same transaction stores a pending item for her sign-in, which is removed once the provider has made
 * the change.
 */

export type SignIns = ReturnType<typeof createSignIns>;

export const createSignIns = (
  table: Pick<Table, 'get' | 'query' | 'retry' | 'transact'>,
  provider: SignInProvider,
) => {
  /** What the provider has to do so that the sign-in follows the person's way in, which is written with her record. */
  const actionFor = async (signInName: string): Promise<keyof SignInProvider> => {
    const wayIn = await findWayIn(table, signInName);
    if (wayIn === undefined || wayIn.isVoid) {
      return 'remove';
    }
    return wayIn.access.disabled ? 'disable' : 'enable';
  };

  /**
   * Brings a pending sign-in in line with the person's record. It rereads the record after each call of the provider, since the record may
   * have changed meanwhile, and another run may have acted on the newer record first.
   */
  const syncOne = (personId: string): Promise<void> => {
    /** The last action that the provider carried out in this call; undefined: none yet. */
    let lastAction: keyof SignInProvider | undefined;
    // Replaced by the pending item's name before the provider is called.
    let signInName = personId;
    return table.retry(async () => {
      const item = await table.get(signInKey(personId));
      const pending = item && pendingSignIn.parse(item);
      signInName = pending?.signInName ?? signInName;
      // Nothing was pending, or another run has finished it.
      if (pending === undefined && lastAction === undefined) {
        return;
      }
      const action = await actionFor(signInName);
      // After an action, read both again: the next round removes the pending item only if the record asks for the same action.
      if (action !== lastAction) {
        await provider[action](signInName);
        lastAction = action;
        return tryAgain;
      }
      // Another run has removed the pending item.
      if (pending === undefined) {
        return;
      }
      // The condition holds if the item is gone, or still marks the change that was read. If it marks a newer change, the next round
      // reads both again.
      const failures = await table.transact([
        {
          remove: signInKey(personId),
          condition: 'attribute_not_exists(pk) OR change = :seen',
          values: { ':seen': pending.change },
        },
      ]);
      return failures === null ? undefined : tryAgain;
    });
  };

  return {
    /** Call after a change was written. If the provider fails, the change stays valid, and `syncAll` retries later. */
    syncOrDefer: async (personId: string): Promise<void> => {
      try {
        await syncOne(personId);
      } catch (error) {
        logFault(
          'a sign-in could not be settled at the provider, and will be tried again',
          describeError(error),
        );
      }
    },

    /** Retries all pending sign-ins. @throws AggregateError if some failed, after trying all */
    syncAll: async (): Promise<void> => {
      const failures: unknown[] = [];
      let after: Item | undefined;
      do {
        const { items, next } = await table.query({
          partition: signInList,
          ...(after === undefined ? {} : { after }),
        });
        for (const item of items) {
          await syncOne(pendingSignIn.parse(item).sk).catch((error: unknown) => failures.push(error));
        }
        after = next;
      } while (after !== undefined);
      if (failures.length > 0) {
        throw new AggregateError(failures, `${failures.length} sign-ins could not be settled.`);
      }
    },
  };
};
