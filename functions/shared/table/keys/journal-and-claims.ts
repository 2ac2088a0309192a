/** The keys of what writes put beside their records: claims of ids, codes, and lines of the journal. The keys of the log of readings are in access-log.ts. */
import type { Gsi2, Key } from './key.ts';

/**
 * The table's key (`pk`, `sk`) of the claim of an id that a client made. After a failed write the claim is read, to recognise a
 * repetition.
 */
export const claimKey = (id: string): Key => ({ pk: `ID#${id}`, sk: 'ID' });

/** The partition in `gsi2` of the claims that concern only one person, by claimed id. Her erasure removes their hashes. */
export const claimsOf = (personId: string): string => `CLAIMS#${personId}`;
export const claimIndexKeys = (personId: string, id: string): Gsi2 => ({
  gsi2pk: claimsOf(personId),
  gsi2sk: id,
});

/** The table's key (`pk`, `sk`) of a code of a member or a case, assigned for ever. */
export const codeKey = (code: string): Key => ({ pk: `CODE#${code}`, sk: 'CODE' });

// The journal

/** The table's partition (`pk`) of the journal lines recorded on a UTC day. */
export const journalPartition = (day: string): string => `JOURNAL#${day}`;
export const journalKey = (recordedAt: string, lineId: string): Key => ({
  pk: journalPartition(recordedAt.slice(0, 10)),
  sk: `${recordedAt}#${lineId}`,
});
/** The partition in `gsi1` of the journal lines about one subject. */
export const journalBySubject = (subjectId: string): string => `SUBJECT#${subjectId}`;
/** The partition in `gsi2` of the journal lines that one person caused. */
export const journalByActor = (personId: string): string => `ACTOR#${personId}`;
