import * as z from 'zod';
import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { type OptimisticOutcome, record } from '../../shared/journal/append.ts';
import type { Claim } from '../../shared/journal/claims.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import {
  type Key,
  publicationHeadKey,
  publicationKey,
  publicationList,
  publicationOfMonthKey,
  waitingMonthKey,
  waitingPrefix,
} from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { createRegister, type Registered, registered } from './read-register.ts';

/**
 * The register of publications: which version of which month is to be published, in which order, and with which
 * cutoff. A publication is registered before its files are made, so that they follow from the register and the journal alone.
 */

/** The stored counters: the last ordinal of all, and the newest version of each month. */
const head = z.object({
  ordinal: z.int(),
  /** How many corrections were asked for on the last day, in India, on which any was. */
  corrections: z.object({ on: z.string(), count: z.int() }).optional(),
});
type Head = z.infer<typeof head>;
const newestOfMonth = z.object({ version: z.int(), cutoff: z.string() });
type NewestOfMonth = z.infer<typeof newestOfMonth>;

/** A month that closed without terms, with its cutoff. */
const waitingMonth = z.object({ month: z.string(), cutoff: z.string() });
export type WaitingMonth = z.infer<typeof waitingMonth>;

/** Of two instants in UTC with milliseconds. */
const laterOf = (...instants: readonly [string, string]): string => instants.toSorted()[1] ?? instants[0];

/** Each correction is counted and set as a month is: hundreds would hold up every month behind them. */
export const maxCorrectionsOfDay = 20;

const tooManyCorrections = (): AppError =>
  refused(
    'too_many',
    `No more than ${maxCorrectionsOfDay} corrections are taken on one day. One takes in everything that was recorded before it.`,
  );

export type PublicationRegistration = ReturnType<typeof createRegistration>;

export const createRegistration = (table: Table, newId: Ids) => {
  const readHead = async (): Promise<Head> => {
    const item = await table.get(publicationHeadKey);
    return item === undefined ? { ordinal: 0 } : head.parse(item);
  };

  /** A month's newest registered version; undefined if the month has none. */
  const readNewest = async (month: string): Promise<NewestOfMonth | undefined> => {
    const item = await table.get(publicationOfMonthKey(month));
    return item === undefined ? undefined : newestOfMonth.parse(item);
  };

  /** @throws ZodError if there is none */
  const find = async (key: Key): Promise<Registered> => registered.parse(await table.get(key));

  /** Registers a publication, on condition that nobody took its ordinal or its version of the month since they were read. */
  const register = async (
    publication: Registered,
    corrections: Head['corrections'],
    actor: string,
    lineId: string,
    claim?: Claim,
    errorUnlessRepeated?: AppError,
  ): Promise<OptimisticOutcome> => {
    const { ordinal, month, version, cutoff, reason, terms, registeredAt } = publication;
    /** Raises a counter to `value`, on condition that it still has the value before. */
    const raise = (key: Key, name: 'ordinal' | 'version', value: number, more: object = {}): Write => ({
      put: { ...key, [name]: value, ...more },
      ...(value === 1
        ? { condition: 'attribute_not_exists(pk)' }
        : { condition: '#counted = :seen', names: { '#counted': name }, values: { ':seen': value - 1 } }),
    });
    return record(table, {
      ...(claim === undefined ? {} : { claim }),
      errorUnlessRepeated,
      staleIfFailed: [
        raise(publicationHeadKey, 'ordinal', ordinal, { corrections }),
        raise(publicationOfMonthKey(month), 'version', version, { cutoff }),
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
        const [last, newest] = await Promise.all([readHead(), readNewest(month)]);
        if (newest !== undefined) {
          return;
        }
        const id = newId();
        const publication = {
          id,
          ordinal: last.ordinal + 1,
          month,
          version: 1,
          cutoff,
          reason: null,
          ...(terms === undefined ? {} : { terms }),
          registeredAt,
        };
        return (await register(publication, last.corrections, 'system', id)) === 'written'
          ? undefined
          : tryAgain;
      }),

    /**
     * Registers a correction: the month's next version, whose cutoff is the time of the request. Of two requests at once the one that is
     * registered later takes the later cutoff: a version never counts less than the one before. A repeated request returns the publication that the
     * first one registered.
     * @param errorUnlessRepeated a rule's error, thrown unless the same request was accepted before
     * @throws AppError `errorUnlessRepeated`, `too_many`; `not_found` for a month that was not published; `conflict` `id_reused`
     */
    registerCorrection: (
      correction: { readonly id: string; readonly month: string; readonly reason: string },
      asked: { readonly at: string; readonly by: string; readonly fingerprint: string },
      errorUnlessRepeated?: AppError,
    ): Promise<Registered> =>
      table.retry(async () => {
        const { id, month, reason } = correction;
        const [last, newest] = await Promise.all([readHead(), readNewest(month)]);
        if (newest === undefined) {
          throw notFound();
        }
        const publication: Registered = {
          id,
          ordinal: last.ordinal + 1,
          month,
          version: newest.version + 1,
          cutoff: laterOf(newest.cutoff, asked.at),
          reason,
          registeredAt: asked.at,
        };
        const key = publicationKey(publication.ordinal);
        // `concerns` is null because a correction concerns no single person.
        const claim = { id, fingerprint: asked.fingerprint, record: key, concernsOnly: null };
        const on = dateInIndia(new Date(asked.at));
        const count = last.corrections?.on === on ? last.corrections.count : 0;
        const refusal =
          errorUnlessRepeated ?? (count < maxCorrectionsOfDay ? undefined : tooManyCorrections());
        const outcome = await register(publication, { on, count: count + 1 }, asked.by, id, claim, refusal);
        if (outcome === 'written') {
          return publication;
        }
        return 'earlierRecord' in outcome ? find(outcome.earlierRecord) : tryAgain;
      }),
  };
};
