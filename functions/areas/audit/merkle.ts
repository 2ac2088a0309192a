import { createHash } from 'node:crypto';

/**
 * A Merkle tree as in RFC 6962, section 2.1. Leaves and inner nodes are hashed with different prefixes, so that an inner node cannot be
 * mistaken for a leaf. Of a node's n leaves, the left part has 2^k: the largest power of two that is smaller than n.
 */

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
};

const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);

/** The hash of a leaf of a Merkle tree. */
export const leafHash = (leaf: Uint8Array): Buffer => sha256(leafPrefix, leaf);

/** The root of the Merkle tree over hashed leaves, in order; without leaves, the hash of the empty string. */
export const rootOf = (leaves: readonly Uint8Array[]): Buffer => {
  if (leaves.length === 0) {
    return sha256();
  }
  // Pair by pair, level by level; a node without a partner moves up unchanged. This gives the same tree as
  // splitting at powers of two.
  let level: readonly Uint8Array[] = leaves;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const [left, right] = level.slice(index, index + 2);
      if (left !== undefined) {
        above.push(right === undefined ? left : sha256(nodePrefix, left, right));
      }
    }
    level = above;
  }
  // There is one node left: the default is for the type alone.
  const [root = sha256()] = level;
  return Buffer.from(root);
};
