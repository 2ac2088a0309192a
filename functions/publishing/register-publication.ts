import * as z from 'zod';
import { type AppError, notFound } from '../domain/errors.ts';
import type { Ids } from '../domain/ids.ts';
import { tryAgain } from '../domain/retry.ts';
import { type OptimisticOutcome, record } from '../journal/append.ts';
import type { Claim } from '../journal/claims.ts';
import type { Table, Write } from '../table/client.ts';
import {
  type Key,
  publicationHeadKey,
  publicationKey,
  publicationList,
  publicationOfMonthKey,
  waitingMonthKey,
  waitingPrefix,
} from '../table/keys.ts';
import { queryAll } from '../table/query-all.ts';
import { createRegister, type Registered, registered } from './read-register.ts';

/**
 * The register of publications: which version of which month is to be published, in which order, and with which
 * cutoff. A publication is registered before its files are made, so that they follow from the register and the journal alone.
 */

/** The stored counters: the last ordinal of all, and the newest version of each month. */
const head = z.object({ ordinal: z.int() });
const newestOfMonth = z.object({ version: z.int() });

/** A month that closed without terms, with its cutoff. */
const waitingMonth = z.object({ month: z.string(), cutoff: z.string() });
export type WaitingMonth = z.infer<typeof waitingMonth>;

export type PublicationRegistration = ReturnType<typeof createRegistration>;

export const createRegistration = (table: Table, newId: Ids) => {
  const readHead = async (): Promise<number> => {
    const item = await table.get(publicationHeadKey);
    return item === undefined ? 0 : head.parse(item).ordinal;
  };

  /** The number of a month's newest registered version; 0 if the month has none. */
  const readNewest = async (month: string): Promise<number> => {
    const item = await table.get(publicationOfMonthKey(month));
    return item === undefined ? 0 : newestOfMonth.parse(item).version;
  };

  /** @throws ZodError if there is none */
  const find = async (key: Key): Promise<Registered> => registered.parse(await table.get(key));

  /** Registers a publication, on condition that nobody took its ordinal or its version of the month since they were read. */
  const register = async (
    publication: Registered,
    actor: string,
    lineId: string,
    claim?: Claim,
    errorUnlessRepeated?: AppError,
  ): Promise<OptimisticOutcome> => {
    const { ordinal, month, version, cutoff, reason, terms, registeredAt } = publication;
    /** Raises a counter to `value`, on condition that it still has the value before. */
    const raise = (key: Key, name: 'ordinal' | 'version', value: number): Write => ({
      put: { ...key, [name]: value },
      ...(value === 1
        ? { condition: 'attribute_not_exists(pk)' }
        : { condition: '#counted = :seen', names: { '#counted': name }, values: { ':seen': value - 1 } }),
    });
    return record(table, {
      ...(claim === undefined ? {} : { claim }),
      errorUnlessRepeated,
      staleIfFailed: [
        raise(publicationHeadKey, 'ordinal', ordinal),
        raise(publicationOfMonthKey(month), 'version', version),
      ],
      writes: [{ put: { ...publicationKey(ordinal), ...publication } }],
      line: {
        type: 'publication',
        id: lineId,
        recordedAt: registeredAt,
        actor,
        ordinal,
        month,
        version,
        cutoff,
        reason,
        terms,
      },
    });
  };

  return {
    ...createRegister(table),
    readNewest,

    /** Notes that a month has closed without terms. */
    addWaiting: async (waiting: WaitingMonth): Promise<void> => {
      await table.transact([{ put: { ...waitingMonthKey(waiting.month), ...waiting } }]);
    },

    /** The months that ever closed without terms, ascending; those released since too. */
    listWaiting: async (): Promise<WaitingMonth[]> => {
      const items = await queryAll(table, { partition: publicationList, prefix: waitingPrefix });
      return items.map((item) => waitingMonth.parse(item));
    },

    /**
     * Registers a month's first version, unless it is registered.
     * @param terms only for a month that closed without terms: the names that were recorded first after it
     */
    registerMonth: (
      month: string,
      cutoff: string,
      registeredAt: string,
      terms?: Registered['terms'],
    ): Promise<void> =>
      table.retry(async () => {
        const [last, version] = await Promise.all([readHead(), readNewest(month)]);
        if (version > 0) {
          return;
        }
        const id = newId();
        const publication = {
          id,
          ordinal: last + 1,
          month,
          version: 1,
          cutoff,
          reason: null,
          ...(terms === undefined ? {} : { terms }),
          registeredAt,
        };
        return (await register(publication, 'system', id)) === 'written' ? undefined : tryAgain;
      }),

    /**
     * Registers a correction: the month's next version, whose cutoff is the time of the request. A repeated request returns the
     * publication that the first one registered.
     * @param errorUnlessRepeated a rule's error, thrown unless the same request was accepted before
     * @throws AppError `errorUnlessRepeated`; `not_found` for a month that was not published; `conflict` `id_reused`
     */
    registerCorrection: (
      correction: { readonly id: string; readonly month: string; readonly reason: string },
      asked: { readonly at: string; readonly by: string; readonly fingerprint: string },
      errorUnlessRepeated?: AppError,
    ): Promise<Registered> =>
      table.retry(async () => {
        const { id, month, reason } = correction;
        const [last, newest] = await Promise.all([readHead(), readNewest(month)]);
        if (newest === 0) {
          throw notFound();
        }
        const publication: Registered = {
          id,
          ordinal: last + 1,
          month,
          version: newest + 1,
          cutoff: asked.at,
          reason,
          registeredAt: asked.at,
        };
        const key = publicationKey(publication.ordinal);
        // `concerns` is null because a correction concerns no single person.
        const claim = { id, fingerprint: asked.fingerprint, record: key, concernsOnly: null };
        const outcome = await register(publication, asked.by, id, claim, errorUnlessRepeated);
        if (outcome === 'written') {
          return publication;
        }
        return 'earlierRecord' in outcome ? find(outcome.earlierRecord) : tryAgain;
      }),
  };
};
