import { createHash, hash } from 'node:crypto';
import * as z from 'zod';
import type { JournalLine } from '../journal/line.ts';

/**
 * The digest of the journal: which lines, in which order, a snapshot was made from. Lines are canonical JSON with a newline after
 * each; those that register publications are left out (one may come long after the instant of its schedule, and manifests form
 * a chain of their own). Each block of 64 lines is hashed together with the hash of the blocks before it, as hex; the digest is
 * the hash of the last such hash with the lines after it. So it can be carried on from any line.
 */
export const journalChain = z.object({
  /** The hash of all full blocks; empty before the first. */
  blocks: z.string(),
  /** The lines since. */
  rest: z.string(),
  restLines: z.int(),
});
export type JournalChain = z.infer<typeof journalChain>;

const linesOfBlock = 64;

export const emptyChain: JournalChain = { blocks: '', rest: '', restLines: 0 };

/** @param lines as `journalLine` parses them: only then is their JSON canonical */
export const chainLines = (chain: JournalChain, lines: Iterable<JournalLine>): JournalChain => {
  let { blocks, restLines } = chain;
  // A block is not made in one piece to be hashed: it would be a string of a quarter of a megabyte.
  let rest: string[] = chain.rest === '' ? [] : [chain.rest];
  for (const line of lines) {
    if (line.type === 'publication') {
      continue;
    }
    rest.push(JSON.stringify(line), '\n');
    restLines += 1;
    if (restLines === linesOfBlock) {
      blocks = rest
        .reduce((block, part) => block.update(part), createHash('sha256').update(blocks))
        .digest('hex');
      rest = [];
      restLines = 0;
    }
  }
  return { blocks, rest: rest.join(''), restLines };
};

/** SHA-256 in lower-case hex. */
export const digestOf = ({ blocks, rest }: JournalChain): string => hash('sha256', blocks + rest, 'hex');
