import * as z from 'zod';
import { type AppError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { type OptimisticOutcome, record } from '../../shared/journal/append.ts';
import { type Claim, findRepetition } from '../../shared/journal/idempotency-claims.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import {
  publicationHeadKey,
  publicationKey,
  publicationOfMonthKey,
} from '../../shared/table/keys/programme.ts';
import { correctionsOfDay, type Head, storedHead, validateCorrections } from './correction-limits.ts';
import { createRegister, type Registered, registered } from './read-register.ts';
import { addWaitingMonth, listWaitingMonths, type WaitingMonth } from './waiting-months.ts';

/**
 * The register of publications: which version of which month is to be published, in which order, and with which
 * cutoff. A publication is registered before its files are made, so that they follow from the register and the journal alone.
 */

/** The newest registered version of a month. */
const newestOfMonth = z.object({ version: z.int(), cutoff: z.string() });
type NewestOfMonth = z.infer<typeof newestOfMonth>;

/** The later of two instants in UTC with milliseconds. */
const laterOf = (a: string, b: string): string => (a > b ? a : b);

const readHead = async (table: Table): Promise<Head> => {
  const item = await table.get(publicationHeadKey);
  return item === undefined ? { ordinal: 0 } : storedHead.parse(item);
};

/** A month's newest registered version; undefined if the month has none. */
const readNewest = async (table: Table, month: string): Promise<NewestOfMonth | undefined> => {
  const item = await table.get(publicationOfMonthKey(month));
  return item === undefined ? undefined : newestOfMonth.parse(item);
};

/**
 * Puts a counter's item with its next `value`, on condition that it still has the value before. The whole item is replaced, so
 * `otherAttributes` must have all that it has besides.
 */
const putCounter = (
  key: Key,
  name: 'ordinal' | 'version',
  value: number,
  otherAttributes: object,
): Write => ({
  put: { ...key, [name]: value, ...otherAttributes },
  ...(value === 1
    ? { condition: 'attribute_not_exists(pk)' }
    : { condition: '#counted = :seen', names: { '#counted': name }, values: { ':seen': value - 1 } }),
});

/** Writes a publication into the register, on condition that nobody has taken its ordinal or its version of the month since they were read. */
const writePublication = (
  table: Table,
  publication: Registered,
  {
    corrections,
    actor,
    claim,
    errorUnlessRepeated,
  }: {
    readonly corrections: Head['corrections'];
    readonly actor: string;
    readonly claim?: Claim;
    readonly errorUnlessRepeated?: AppError | undefined;
  },
): Promise<OptimisticOutcome> => {
  const { id, ordinal, month, version, cutoff, reason, terms, registeredAt } = publication;
  return record(table, {
    ...(claim === undefined ? {} : { claim }),
    errorUnlessRepeated,
    staleIfFailed: [
      putCounter(publicationHeadKey, 'ordinal', ordinal, { corrections }),
      putCounter(publicationOfMonthKey(month), 'version', version, { cutoff }),
    ],
    writes: [{ put: { ...publicationKey(ordinal), ...publication } }],
    line: {
      type: 'publication',
      id,
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

/**
 * Registers a month's first version, unless it is registered already.
 * @param first its `terms` only for a month that closed without terms: the names that were recorded first after it
 */
const registerFirstVersion = (
  table: Table,
  { id, ...first }: { readonly id: string } & Pick<Registered, 'month' | 'cutoff' | 'registeredAt' | 'terms'>,
): Promise<void> =>
  table.retry(async () => {
    const [head, newest] = await Promise.all([readHead(table), readNewest(table, first.month)]);
    if (newest !== undefined) {
      return;
    }
    const publication = { id, ordinal: head.ordinal + 1, ...first, version: 1, reason: null };
    // The head is replaced whole, so it keeps its count of corrections.
    const { corrections } = head;
    const outcome = await writePublication(table, publication, { corrections, actor: 'system' });
    return outcome === 'written' ? undefined : tryAgain;
  });

type CorrectionRequest = { readonly id: string; readonly month: string; readonly reason: string };
/** When and by whom a correction was requested, and the fingerprint of the request. */
type RequestStamp = { readonly at: string; readonly by: string; readonly fingerprint: string };

/**
 * Registers a correction: the month's next version. A repeated request returns the publication that it registered first.
 * @param errorUnlessRepeated a rule's error, thrown unless the same request was accepted before
 * @throws AppError `errorUnlessRepeated`, `too_many`; `not_found` for a month that was not published; `conflict` `id_reused`
 */
const registerCorrection = (
  table: Table,
  { id, month, reason }: CorrectionRequest,
  { at, by: personId, fingerprint }: RequestStamp,
  errorUnlessRepeated?: AppError,
): Promise<Registered> =>
  table.retry(async () => {
    const [head, newest] = await Promise.all([readHead(table), readNewest(table, month)]);
    if (newest === undefined) {
      throw notFound();
    }
    const publication: Registered = {
      id,
      ordinal: head.ordinal + 1,
      month,
      version: newest.version + 1,
      // If two people request a correction at once, the later request may be registered first. No version may count less than the one before.
      cutoff: laterOf(newest.cutoff, at),
      reason,
      registeredAt: at,
    };
    const earlierOfDay = correctionsOfDay(head, at);
    const { on, count, by } = earlierOfDay;
    const outcome = await writePublication(table, publication, {
      corrections: { on, count: count + 1, by: { ...by, [personId]: (by[personId] ?? 0) + 1 } },
      actor: personId,
      claim: {
        id,
        fingerprint,
        record: publicationKey(publication.ordinal),
        // A correction concerns no single person.
        concernsOnly: null,
      },
      errorUnlessRepeated: errorUnlessRepeated ?? validateCorrections(earlierOfDay, personId),
    });
    if (outcome === 'written') {
      return publication;
    }
    // The same request was registered before, or somebody else took the ordinal or the version since they were read.
    return 'earlierRecord' in outcome ? registered.parse(await table.get(outcome.earlierRecord)) : tryAgain;
  });

export type PublicationRegistration = ReturnType<typeof createRegistration>;

export const createRegistration = (table: Table, newId: Ids) => ({
  ...createRegister(table),

  readNewest: (month: string) => readNewest(table, month),

  /** The publication that the same request registered before, if any. @throws AppError `id_reused` if the id stands for something else */
  findCorrection: async (claim: Pick<Claim, 'id' | 'fingerprint'>): Promise<Registered | undefined> => {
    const earlier = await findRepetition(table, claim);
    return earlier && registered.parse(await table.get(earlier.earlierRecord));
  },

  /** The refusal `too_many` of one more correction by a person at an instant, to be asked before any work is done for it. */
  validateCorrectionCount: async (at: string, personId: string): Promise<AppError | undefined> =>
    validateCorrections(correctionsOfDay(await readHead(table), at), personId),

  addWaiting: (waiting: WaitingMonth) => addWaitingMonth(table, waiting),

  listWaiting: () => listWaitingMonths(table),

  registerMonth: (
    month: string,
    cutoff: string,
    registeredAt: string,
    terms?: Registered['terms'],
  ): Promise<void> =>
    registerFirstVersion(table, {
      id: newId(),
      month,
      cutoff,
      ...(terms === undefined ? {} : { terms }),
      registeredAt,
    }),

  registerCorrection: (correction: CorrectionRequest, stamp: RequestStamp, errorUnlessRepeated?: AppError) =>
    registerCorrection(table, correction, stamp, errorUnlessRepeated),
});
