import { InternalError, notFound, refused } from '../../shared/errors/errors.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Write } from '../../shared/table/client.ts';
import { collectiveKey } from '../../shared/table/keys/collectives.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { erasedPersonKey, signInNameKey } from '../../shared/table/keys/people.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import type { Person, PersonInput } from './schema.ts';
import { decryptPerson } from './stored-person.ts';

/** What storing a person and asking for her approval have in common: checks, her sign-in name, and her claim. */

/** An outcome of `record`: a condition in `staleIfFailed` failed, so nothing was written. `stale` is the item as it is stored now. */
export type Stale = { readonly stale: Item | undefined };

export const isStale = <Written>(outcome: Written | Stale): outcome is Stale =>
  typeof outcome === 'object' && outcome !== null && 'stale' in outcome;

/**
 * The writes that check that a leader's collectives exist.
 * @param before her collectives so far, which were checked when they were assigned
 */
export const checkCollectivesExist = (ids: readonly string[], before: readonly string[] = []): Write[] =>
  ids.flatMap((id, index): Write[] =>
    before.includes(id)
      ? []
      : [
          {
            check: collectiveKey(id),
            condition: 'attribute_exists(pk)',
            errorIfFailed: () =>
              refused('unknown_collective', 'There is no such collective.', `collectives.${index}`),
          },
        ],
  );

/**
 * The write that checks that the member to whom a leader is linked exists. A leader can herself be a member.
 * @param before the member linked so far, who was checked when she was linked
 */
export const checkMemberExists = (memberId: string | undefined, before?: string): Write[] =>
  memberId === undefined || memberId === before
    ? []
    : [
        {
          check: memberKey(memberId),
          condition: 'attribute_exists(pk)',
          errorIfFailed: () => refused('unknown_member', 'There is no such member.', 'memberId'),
        },
      ];

/** The write that reserves a sign-in name; it fails if the name is taken. */
export const reserveName = (signInName: string, personId: string): Write => ({
  put: { ...signInNameKey(signInName), personId },
  condition: 'attribute_not_exists(pk)',
});

/** If this many names in a row are taken, the list of words is too short, which is a bug. */
const maxNamesTried = 5;

/** `chooseName` makes another random sign-in name with each call; tests give fixed ones. */
export type NamingRecords = Records & { readonly chooseName: () => string };

/**
 * Repeats a write with other sign-in names until one is free.
 * @param write calls `record` with `reserveName` alone in `staleIfFailed`: a stale outcome means that the name is taken
 */
export const withFreeName = async <Written>(
  chooseName: () => string,
  write: (signInName: string) => Promise<Written | Stale>,
): Promise<Written> => {
  for (let tried = 0; tried < maxNamesTried; tried += 1) {
    const outcome = await write(chooseName());
    if (!isStale(outcome)) {
      return outcome;
    }
  }
  throw new InternalError('No free sign-in name was found.');
};

/**
 * The claim of a new person's id: a repeated request is recognised by it.
 * @param madeRecord the key of what the request makes: the person or, if a second person decides, the approval
 */
export const claimOfNewPerson = async (
  vault: Vault,
  input: PersonInput,
  madeRecord: Key,
): Promise<Claim> => ({
  id: input.id,
  fingerprint: await fingerprintOf(vault, input),
  record: madeRecord,
  // The fingerprint is a hash of the person's name too, so her erasure overwrites it.
  concernsOnly: { id: input.id, erasedKey: erasedPersonKey(input.id) },
});

/** Decrypts the person in a stale outcome. @throws AppError `not_found` if she was erased meanwhile */
export const decryptStale = async (vault: Vault, { stale }: Stale): Promise<{ readonly stale: Person }> => {
  if (stale === undefined) {
    throw notFound();
  }
  return { stale: await decryptPerson(vault, stale) };
};
