import { type AppError, InternalError } from '../domain/errors.ts';
import type { Claim } from '../journal/claims.ts';
import type { JournalLine } from '../journal/line.ts';
import type { Write } from '../table/client.ts';
import type { StoredMember } from './schema.ts';

/** How a stored member is changed: what `repository.ts` offers, and what its parts are given. */

export type Stamp = { readonly createdAt: string; readonly createdBy: string; readonly version: number };

/** The changes of a member, based on the version that was read; writing increments it. */
export type Decision = {
  readonly changed: StoredMember;
  readonly claim?: Claim;
  readonly refusal?: AppError | undefined;
  readonly writes?: readonly Write[];
  readonly line: JournalLine;
};

/** Decides on the current member and writes the result (null: nothing). Retries if somebody else was faster. */
export type Revise = (
  seen: StoredMember,
  decide: (current: StoredMember) => Decision | null,
) => Promise<{ readonly outcome: 'written' | 'repeated'; readonly member: StoredMember }>;

/** The claim of something appended to a member: the same id for another member is other content. */
export type ClaimOf = (
  memberId: string,
  content: { readonly id: string } & Readonly<Record<string, unknown>>,
) => Promise<Claim>;

export const createdIf = (outcome: 'written' | 'repeated'): 'created' | 'repeated' =>
  outcome === 'written' ? 'created' : 'repeated';

/**
 * For a revision of a member's record: the part that was just appended, such as a consent, by its id.
 * @throws InternalError if it is not there
 */
export const pick = <T extends { readonly id: string }>(values: readonly T[], id: string): T => {
  const value = values.find((one) => one.id === id);
  if (value === undefined) {
    throw new InternalError('What was appended is not there.');
  }
  return value;
};
