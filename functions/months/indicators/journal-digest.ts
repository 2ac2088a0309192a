import { createHash } from 'node:crypto';

const linesPerBlock = 64;
const newline = 0x0a;

/**
 * The digest of the journal that a snapshot was made from: a chain of SHA-256 over its lines, in order. Each block of 64 lines of the
 * journal's text (`toJournalText`) is hashed after the previous block's hash in hex. The digest is the hash of the last block, which may be
 * incomplete.
 */
export const createJournalDigest = () => {
  let block = createHash('sha256');
  let linesInBlock = 0;
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
        block.update(text.subarray(start, end));
        if (linesInBlock === linesPerBlock) {
          block = createHash('sha256').update(block.digest('hex'));
          linesInBlock = 0;
        }
        start = end;
      }
    },
    /** The digest of all text added so far: SHA-256 in lower-case hex. */
    digest: (): string => block.copy().digest('hex'),
  };
};
