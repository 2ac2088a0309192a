/** The keys of the access log: who read which personal fields. */
import type { Key } from './key.ts';

/**
 * The table's partition (`pk`) of the lines of the access log of a UTC day. A line says who read which personal fields. `gsi2` finds a line by its
 * reader. `gsi1` finds a line about one person (somebody opened her page, a case, a request) by her id. A line about several people (a page of a list,
 * a sheet, a phone's update) is found by its looks (`looksAt`).
 */
export const accessPartition = (day: string): string => `ACCESS#${day}`;
export const accessKey = (at: string, id: string): Key => ({
  pk: accessPartition(at.slice(0, 10)),
  sk: `${at}#${id}`,
});
/**
 * The table's key (`pk`, `sk`) of the single line for all looks of one reader at the same content on a UTC day. `~` sorts it after the day's other lines,
 * which have a time there.
 */
export const dayLineKey = (day: string, id: string): Key => ({
  pk: accessPartition(day),
  sk: `${day}T~#${id}`,
});
/** The partition in `gsi1` of the lines about one person. */
export const accessBySubject = (subjectId: string): string => `ACCESS#SUBJECT#${subjectId}`;
/** The partition in `gsi2` of the lines of one reader. */
export const accessByActor = (personId: string): string => `ACCESS#ACTOR#${personId}`;

/**
 * The table's partition (`pk`) of what was opened of a woman: one item for each day, reader and content, by month (`YYYY-MM`), then by reader. So the
 * openings of others are found behind any number of one reader's (docs/decisions/0137-openings-by-reader.md).
 */
export const openedBySubject = (subjectId: string): string => `OPENED#${subjectId}`;
export const openedKey = (subjectId: string, day: string, personId: string, contentHash: string): Key => ({
  pk: openedBySubject(subjectId),
  sk: `${day.slice(0, 7)}#${personId}#${day}#${contentHash}`,
});

/**
 * The table's partition (`pk`) of the looks under a holder. The holder is a group, or a woman in a list that goes through several groups. Looks at
 * people and other records that are no member's have no holder. The order is by month (`YYYY-MM`), then by reader (docs/decisions/0083-looks.md).
 */
export const looksAt = (holder: string | undefined): string => `LOOKS#${holder ?? 'OTHERS'}`;
export const lookKey = (
  holder: string | undefined,
  month: string,
  personId: string,
  contentHash: string,
): Key => ({ pk: looksAt(holder), sk: `${month}#${personId}#${contentHash}` });
