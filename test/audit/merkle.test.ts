import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafHash, rootOf } from '../../functions/areas/audit/merkle.ts';

const sha256 = (...parts: Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** The tree as RFC 6962 writes it down. */
const treeHash = (leaves: readonly Uint8Array[]): Buffer => {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return sha256(Buffer.from([0]), only);
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return sha256(Buffer.from([1]), treeHash(leaves.slice(0, half)), treeHash(leaves.slice(half)));
};

const leaf = fc.uint8Array({ maxLength: 40 });
const rootOfLeaves = (leaves: readonly Uint8Array[]): string => rootOf(leaves.map(leafHash)).toString('hex');

describe('the Merkle tree', () => {
  test('is that of RFC 6962', () => {
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 70 }), (leaves) => {
        expect(rootOfLeaves(leaves)).toBe(treeHash(leaves).toString('hex'));
      }),
    );
  });

  test('has the root of nothing that RFC 6962 names', () => {
    expect(rootOfLeaves([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('has another root where a leaf is changed, taken out, added or moved', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(leaf, { minLength: 2, maxLength: 40, selector: String }),
        fc.nat(),
        (leaves, seed) => {
          const at = seed % leaves.length;
          const root = rootOfLeaves(leaves);
          const changed = leaves.map((one, index) => (index === at ? Buffer.from([...one, 1]) : one));
          expect(rootOfLeaves(changed)).not.toBe(root);
          expect(rootOfLeaves(leaves.toSpliced(at, 1))).not.toBe(root);
          expect(rootOfLeaves(leaves.toSpliced(at, 0, Buffer.from('new')))).not.toBe(root);
          expect(rootOfLeaves(leaves.toReversed())).not.toBe(root);
        },
      ),
    );
  });
});
