import { hash } from 'node:crypto';
import type { JournalLine } from '../journal/line.ts';

/**
 * The digest of the journal: a chain over its lines in order, but for those that register publications, `SHA-256(digest so far in hex, then the line as canonical JSON)`,
 * from an empty text before the first. It can be carried on from any line, and says which lines a snapshot was made from.
 */
export const emptyDigest = '';

/** @param lines as `journalLine` parses them: only then is their JSON canonical */
export const chainDigest = (digest: string, lines: Iterable<JournalLine>): string => {
  let chained = digest;
  for (const line of lines) {
    // A publication may be registered long after the instant of its schedule; the manifests form a chain of their own.
    if (line.type === 'publication') {
      continue;
    }
    chained = hash('sha256', chained + JSON.stringify(line), 'hex');
  }
  return chained;
};
