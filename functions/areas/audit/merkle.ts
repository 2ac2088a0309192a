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

/** A Merkle tree to which leaves are added one by one, without keeping them. */
export const createMerkleTree = () => {
  /** The roots of full trees of falling size, from the left: one for each power of two in the number of leaves. */
  const full: { readonly leaves: number; readonly root: Uint8Array }[] = [];
  return {
    /** Adds the hash of the next leaf. */
    add: (leaf: Uint8Array): void => {
      let right = { leaves: 1, root: leaf };
      for (let left = full.at(-1); left?.leaves === right.leaves; left = full.at(-1)) {
        full.pop();
        right = { leaves: 2 * left.leaves, root: sha256(nodePrefix, left.root, right.root) };
      }
      full.push(right);
    },
    /** The root over all leaves so far; without any, the hash of the empty string. */
    root: (): Buffer => {
      const [smallest, ...larger] = full.map(({ root }) => root).reverse();
      if (smallest === undefined) return sha256();
      return Buffer.from(larger.reduce((right, left) => sha256(nodePrefix, left, right), smallest));
    },
  };
};

/** The root of the Merkle tree over hashed leaves, in order. */
export const rootOf = (leaves: Iterable<Uint8Array>): Buffer => {
  const tree = createMerkleTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
};
