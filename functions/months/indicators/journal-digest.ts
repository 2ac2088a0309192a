import { createHash } from 'node:crypto';

/** The digest of the journal in a publication's manifest, which shows from which journal lines a month was counted. */

const linesPerBlock = 64;
const newline = 0x0a;

/** How far a digest has come: what it needs of the text added so far, to go on from there. */
export type DigestPosition = {
  /** The hash of the last whole block, in hex; empty before the first. */
  readonly lastBlock: string;
  /** The text of the block that is not whole yet. */
  readonly begunBlock: Buffer;
};

const countLines = (text: Buffer): number =>
  text.reduce((lines, byte) => lines + (byte === newline ? 1 : 0), 0);

/**
 * The digest of the journal that a snapshot was made from: a chain of SHA-256 over its lines, in order. Each block of 64 lines of the
 * journal's text (`toJournalText`) is hashed after the previous block's hash in hex. The digest is the hash of the last block, which may be
 * incomplete.
 * @param from goes on from where an earlier digest came to
 */
export const createJournalDigest = (
  from: DigestPosition = { lastBlock: '', begunBlock: Buffer.alloc(0) },
) => {
  let { lastBlock } = from;
  let begun: Buffer[] = [from.begunBlock];
  let linesInBlock = countLines(from.begunBlock);
  const hashBlock = (): string => {
    const hash = createHash('sha256').update(lastBlock);
    for (const text of begun) hash.update(text);
    return hash.digest('hex');
  };
  return {
    /** @param text of whole lines */
    add: (text: Buffer): void => {
      let start = 0;
      while (start < text.length) {
        // Moves `end` behind the last line that the block still takes.
        let end = start;
        while (linesInBlock < linesPerBlock && end < text.length) {
          end = text.indexOf(newline, end) + 1;
          linesInBlock += 1;
        }
        begun.push(text.subarray(start, end));
        if (linesInBlock === linesPerBlock) {
          lastBlock = hashBlock();
          begun = [];
          linesInBlock = 0;
        }
        start = end;
      }
      // A copy, so that the rest of the text need not stay in memory.
      begun = [Buffer.concat(begun)];
    },
    /** The digest of all text added so far: SHA-256 in lower-case hex. */
    digest: hashBlock,
    position: (): DigestPosition => ({ lastBlock, begunBlock: Buffer.concat(begun) }),
  };
};
