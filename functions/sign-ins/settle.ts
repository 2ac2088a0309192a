import * as z from 'zod';
import { tryAgain } from '../domain/retry.ts';
import { describeError } from '../logging/describe-error.ts';
import { logFault } from '../logging/log.ts';
import type { Item, Table, Write } from '../table/client.ts';
import { personKey, signInKey, signInList } from '../table/keys.ts';
import type { SignInProvider } from './provider.ts';

/**
 * A person's own record decides, from one transaction on, whether she may do anything. Her sign-in at the
 * identity provider follows: the same transaction records that it must be updated, and that record stays until
 * the provider has done it.
 */

const pendingSignIn = z.object({ sk: z.string(), change: z.string(), signInName: z.string() });
const personStatus = z.object({ disabled: z.boolean() });

/** Records that a person's sign-in must be updated. @param change distinguishes her changes */
export const markSignInPending = (
  person: { readonly id: string; readonly signInName: string },
  change: string,
): Write => ({
  // Her own record, which has the name too, may be gone by then.
  put: { ...signInKey(person.id), change, signInName: person.signInName },
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
    return personStatus.parse(item).disabled ? 'disable' : 'enable';
  };

  /**
   * Brings her sign-in in line with her record, if that is still to be done. It rereads the record after each
   * call, since the record may have changed meanwhile and another run may have acted on it first.
   */
  const settle = (personId: string): Promise<void> => {
    let done: keyof SignInProvider | undefined;
    let signInName = personId;
    return table.retry(async () => {
      const item = await table.get(signInKey(personId));
      const pending = item && pendingSignIn.parse(item);
      signInName = pending?.signInName ?? signInName;
      if (pending === undefined && done === undefined) {
        return;
      }
      const wanted = await wantedOf(personId);
      if (wanted !== done) {
        await provider[wanted](signInName);
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
          values: { ':seen': pending.change },
        },
      ]);
      return failures === null ? undefined : tryAgain;
    });
  };

  return {
    /** After a change was written, which is valid whatever the provider answers. `settleAll` retries a failure. */
    settleOrDefer: async (personId: string): Promise<void> => {
      try {
        await settle(personId);
      } catch (error) {
        logFault(
          'a sign-in could not be settled at the provider, and will be tried again',
          describeError(error),
        );
      }
    },

    /** Retries what earlier runs could not do. @throws AggregateError if some failed, after trying all */
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
