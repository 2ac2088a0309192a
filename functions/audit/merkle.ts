import { createHash } from 'node:crypto';

/**
 * A Merkle tree as RFC 6962 (section 2.1) defines it: a leaf and an inner node are hashed with different first bytes, so
 * that no node can pass for a leaf, and the left part of each node is the largest power of two that leaves something.
 */

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
};

const leafMark = Buffer.from([0]);
const nodeMark = Buffer.from([1]);

export const leafHash = (leaf: Uint8Array): Buffer => sha256(leafMark, leaf);

/** The root over leaves that are hashed already, in their order; of none it is the hash of nothing. */
export const rootOf = (leaves: readonly Uint8Array[]): Buffer => {
  if (leaves.length === 0) {
    return sha256();
  }
  // Level by level in pairs; whoever stays alone goes up unchanged: the same tree as the one by powers of two.
  let level: readonly Uint8Array[] = leaves;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const [left, right] = level.slice(index, index + 2);
      if (left !== undefined) {
        above.push(right === undefined ? left : sha256(nodeMark, left, right));
      }
    }
    level = above;
  }
  return Buffer.from(level[0] ?? sha256());
};
