import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors/errors.ts';

/**
 * `since` says which members a phone has already. It consists of a checksum, a tag of its owner (the leader for whom it was
 * made) and a tag of each member at her version. It compares versions and not times, so that no clock and no delay of an index can hide a change, and a
 * member who is new within the leader's reach is always sent. All parts are hashes, so that nobody can read an id in it.
 */

const checksumBytes = 8;
const ownerBytes = 8;
const tagBytes = 5;
/** The maximum number of tags: more would not fit into a URL. Members beyond it are sent whole each time. */
const maxTags = 1_000;
/** The maximum length of a `since` in characters: base64url takes four for three bytes. */
const maxLength = 4 * Math.ceil((checksumBytes + ownerBytes + maxTags * tagBytes) / 3);

type Version = { readonly id: string; readonly version: number };

const hash = (...parts: readonly (string | Buffer)[]): Buffer => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};

const ownerTag = (personId: string): Buffer => hash('owner', personId).subarray(0, ownerBytes);

/** The tag of a member. The owner is part of it, so that the same member has other tags for another leader. */
const tagOf = (personId: string, { id, version }: Version): Buffer =>
  hash(`${personId}\n${id}\n${version}`).subarray(0, tagBytes);

const checksumOf = (content: Buffer): Buffer => hash('since', content).subarray(0, checksumBytes);

/**
 * Makes the `since` that a pack tells the phone to send back, so that the next pack has only the members who have changed.
 * @param members all members of the pack, with the versions that it has
 */
export const encodeSince = (personId: string, members: readonly Version[]): string => {
  const tags = members.slice(0, maxTags).map((member) => tagOf(personId, member));
  const content = Buffer.concat([ownerTag(personId), ...tags]);
  return Buffer.concat([checksumOf(content), content]).toString('base64url');
};

/**
 * Reads the `since` of a request for a pack.
 * @returns whether the phone has a member at her present version; always false if `since` is missing or was made for somebody else
 * @throws AppError `invalid_since` for anything that `encodeSince` cannot have made
 */
export const decodeSince = (since: string | undefined, personId: string): ((member: Version) => boolean) => {
  if (since === undefined) {
    return () => false;
  }
  const bytes = Buffer.from(since, 'base64url');
  const [checksum, content] = [bytes.subarray(0, checksumBytes), bytes.subarray(checksumBytes)];
  // Decoding ignores characters that are not base64url, so the bytes must give the same text again.
  const isOurs =
    since.length <= maxLength &&
    bytes.toString('base64url') === since &&
    checksumOf(content).equals(checksum);
  if (!isOurs) {
    throw new AppError('invalid', 'invalid_since', 'This is not a `since` of an earlier answer.', {
      errors: [{ path: 'since', message: 'Send the `since` of the last answer, unchanged, or none.' }],
    });
  }
  if (!content.subarray(0, ownerBytes).equals(ownerTag(personId))) {
    return () => false;
  }
  const sentTags = new Set<string>();
  for (let start = ownerBytes; start < content.length; start += tagBytes) {
    sentTags.add(content.toString('hex', start, start + tagBytes));
  }
  return (member) => sentTags.has(tagOf(personId, member).toString('hex'));
};
