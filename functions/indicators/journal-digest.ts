import { createHash } from 'node:crypto';

const linesOfBlock = 64;
const newline = 0x0a;

/**
 * The digest of the lines, in their order, that a snapshot was made from: a chain of SHA-256. Each block of 64 lines of the journal's text
 * (`toJournalText`) is hashed behind the previous block's hash in hex. The digest is the hash of the last, possibly incomplete block behind
 * its predecessor's hash.
 */
export const createJournalDigest = () => {
  let block = createHash('sha256');
  let lines = 0;
  return {
    /** @param text of whole lines */
    add: (text: Buffer): void => {
      for (let from = 0, to = 0; from < text.length; from = to) {
        for (; lines < linesOfBlock && to < text.length; lines += 1) {
          to = text.indexOf(newline, to) + 1;
        }
        block.update(text.subarray(from, to));
        if (lines === linesOfBlock) {
          block = createHash('sha256').update(block.digest('hex'));
          lines = 0;
        }
      }
    },
    /** The digest of all text added so far: SHA-256 in lower-case hex. */
    digest: (): string => block.copy().digest('hex'),
  };
};
