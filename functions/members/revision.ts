import { type AppError, InternalError } from '../domain/errors.ts';
import type { Claim } from '../journal/claims.ts';
import type { JournalLine } from '../journal/line.ts';
import type { Write } from '../table/client.ts';
import type { StoredMember } from './schema.ts';

/** The types with which repository.ts and children-and-offices-writes.ts revise a stored member. */

export type Stamp = { readonly createdAt: string; readonly createdBy: string; readonly version: number };

/** A revision of a member, based on the version that was read; writing it increments the version. */
export type Decision = {
  readonly changed: StoredMember;
  readonly claim?: Claim;
  /** The error of a rule that forbids the revision. It is thrown, unless `claim` repeats an accepted request. */
  readonly refusal?: AppError | undefined;
  /** Further writes of the same transaction. */
  readonly writes?: readonly Write[];
  readonly line: JournalLine;
};

/**
 * Writes what `decide` makes of the current member (null: nothing). Reads her again and retries if she changed meanwhile.
 * @param seen the member as the caller has read her, with whom the first attempt begins
 */
export type Revise = (
  seen: StoredMember,
  decide: (current: StoredMember) => Decision | null,
) => Promise<{ readonly outcome: 'written' | 'repeated'; readonly member: StoredMember }>;

/** Makes the claim of an id for something appended to a member. The fingerprint covers the member's id too. */
export type ClaimOf = (
  memberId: string,
  content: { readonly id: string } & Readonly<Record<string, unknown>>,
) => Promise<Claim>;

/** The API's word for the outcome of a write. */
export const creationOutcome = (outcome: 'written' | 'repeated'): 'created' | 'repeated' =>
  outcome === 'written' ? 'created' : 'repeated';

/**
 * The part of a member's record that a revision has just added or changed, such as a consent, by its id.
 * @throws InternalError if it is not there
 */
export const findWritten = <T extends { readonly id: string }>(values: readonly T[], id: string): T => {
  const value = values.find((one) => one.id === id);
  if (value === undefined) {
    throw new InternalError('What was appended is not there.');
  }
  return value;
};
