import { createHash } from 'node:crypto';

const linesOfBlock = 64;
const newline = 0x0a;

/**
 * The digest of the journal: which lines, in which order, a snapshot was made from. Each block of 64 lines of its text (`toJournalText`)
 * is hashed together with the hash of the blocks before it, as hex; the digest is the hash of the last such hash with the lines
 * after it.
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
    /** Of all that was added so far: SHA-256 in lower-case hex. */
    digest: (): string => block.copy().digest('hex'),
  };
};
