import * as z from 'zod';
import { AppError, notFound } from '../errors/errors.ts';
import type { Item, Table, Write } from '../table/client.ts';
import { claimIndexKeys, claimKey } from '../table/keys/journal-and-claims.ts';
import type { Key } from '../table/keys/key.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import type { Vault } from '../vault/vault.ts';

/**
 * Recognises a repeated request by its id, so that nothing is recorded twice. Callers make the ids of their requests, and send a request again if its
 * answer was lost. Each accepted request stores a claim of its id; a later request with the same id is compared with the claim.
 */

/**
 * The claim of a request's id: once it is stored, the id stands for this request. The fingerprint, a keyed hash of the content, shows whether a later
 * request with the same id repeats the first.
 */
export type Claim = {
  readonly id: string;
  readonly fingerprint: string;
  /** The key of the record that the request makes or changes. */
  readonly record: Key;
  /** The one person whom the content is about: her erasure overwrites the fingerprint. Null if it is about nobody, or about several. */
  readonly concernsOnly: ConcernedPerson | null;
  /** Further attributes of the claim's item, such as the keys of the index `gsi1`. (`gsi2` is used for the person concerned.) */
  readonly entry?: Item;
  /** The path in the request at which the id stands, such as `entries.0.loanId`; the error names it if the id is used. Left out for the request's own id. */
  readonly path?: string;
};

/** The fingerprint of what a request says, for its claim. @param content with the ids of the path, if the request has any */
export const fingerprintOf = (vault: Pick<Vault, 'fingerprint'>, content: unknown): Promise<string> =>
  vault.fingerprint(canonicalJson(content));

/** A person; `erasedKey` is the key of an item that exists only once her erasure was approved. */
export type ConcernedPerson = { readonly id: string; readonly erasedKey: Key };

const key = z.object({ pk: z.string(), sk: z.string() });

const storedClaim = z.object({
  /** Missing once the erasure of the person concerned has overwritten it. */
  fingerprint: z.string().optional(),
  record: key,
  /** When the request was recorded. */
  at: z.string(),
  /** The key of the erased record of the person concerned; absent if the content is not about one person alone. */
  erased: key.optional(),
});

const idReusedError = (path?: string): AppError => {
  const message = 'This id was recorded before, with other content.';
  return new AppError(
    'conflict',
    'id_reused',
    message,
    path === undefined ? {} : { errors: [{ path, message }] },
  );
};

/**
 * What the repetition of a request gets: the earlier request's record, by the stored claim of the same id.
 * @throws AppError `not_found` if the person concerned was erased, `id_reused` if the content differs from the first
 * request's
 */
export const repetitionOf = async (
  table: Table,
  claim: Pick<Claim, 'fingerprint'>,
  stored: Item,
): Promise<Repetition> => {
  const earlier = storedClaim.parse(stored);
  // Her claims are overwritten in the night after the approval; until then, her erased record tells.
  const isErased =
    earlier.fingerprint === undefined ||
    (earlier.erased !== undefined && (await table.get(earlier.erased)) !== undefined);
  if (isErased) {
    throw notFound();
  }
  if (earlier.fingerprint !== claim.fingerprint) {
    throw idReusedError();
  }
  return { earlierRecord: earlier.record, at: earlier.at };
};

/**
 * Throws a rule's refusal unless the claim repeats an accepted request: that one may be repeated even if the rule would
 * refuse it now.
 * @throws AppError `refusal` for an unused id; `not_found` and `id_reused` like `findRepetition`
 */
export const refuseUnlessRepeated = async (
  table: Table,
  claim: Claim | undefined,
  refusal: AppError,
): Promise<{ readonly earlierRecord: Key }> => {
  const repetition = claim && (await findRepetition(table, claim));
  if (repetition === undefined) {
    throw refusal;
  }
  return repetition;
};

/**
 * For a request's claim: the record of the earlier request with the same id and content, and when it was recorded;
 * undefined for an unused id.
 * @throws AppError `id_reused` if the content was another, `not_found` after an erasure
 */
export const findRepetition = async (
  table: Table,
  claim: Pick<Claim, 'id' | 'fingerprint'>,
): Promise<Repetition | undefined> => {
  const stored = await table.get(claimKey(claim.id));
  return stored && repetitionOf(table, claim, stored);
};

/** `at`: when the first request was recorded, RFC 3339 with milliseconds. */
type Repetition = { readonly earlierRecord: Key; readonly at: string };

/** The write that stores a claim; it fails if the id is used. @param recordedAt RFC 3339 with milliseconds */
export const claimWrite = (
  { id, fingerprint, record: { pk, sk }, concernsOnly, entry, path }: Claim,
  recordedAt: string,
): Write => ({
  put: {
    ...claimKey(id),
    fingerprint,
    record: { pk, sk },
    at: recordedAt,
    ...entry,
    ...(concernsOnly === null
      ? {}
      : { erased: concernsOnly.erasedKey, ...claimIndexKeys(concernsOnly.id, id) }),
  },
  condition: 'attribute_not_exists(pk)',
  errorIfFailed: () => idReusedError(path),
});
