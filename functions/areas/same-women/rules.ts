import { refused } from '../../shared/errors/errors.ts';
import type { Comparable } from './comparable.ts';

/** Two records as a pair names them: the one that was recorded first, then the other. */
export const olderFirst = <T extends Pick<Comparable, 'id' | 'createdAt'>>(a: T, b: T): [T, T] =>
  a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id) ? [a, b] : [b, a];

export const sameRecord = () => refused('same_record', 'These are one record, not two.', 'memberIds.1');
export const memberErased = () => refused('member_erased', 'One of the two was erased.');
export const alreadyJoined = () =>
  refused('already_joined', 'One of the two is joined to another record. Decide on the one that was kept.');
/** How many records are one woman's at most. What is done to all of them, her erasure first, is one transaction, which has room for these
 * if their names are of usual length (docs/decisions/0089-one-woman.md). */
export const maxRecordsOfWoman = 4;
export const tooManyRecords = () =>
  refused('too_many_records', `At most ${maxRecordsOfWoman} records are joined as one woman’s.`);
export const withdrawnSince = () =>
  refused(
    'withdrawn_since',
    'Consent was given or withdrawn under one of the two since this was asked for. Decline it, and look at both again.',
  );
/**
 * How many search tokens the records may have that are joined to another, of all of them and of one join: what a join, a parting and a move to another district
 * write is one transaction, which has room for these: a join or a parting has four writes for each, and a parting at most 57 others, if one of the two has
 * stopped. A record has at most eight of her name, and one of her number.
 */
export const maxTokensOfJoined = { all: 20, ofOneJoin: 10 } as const;
export const namesTooLong = () =>
  refused(
    'names_too_long',
    'The names of these records have too many words for this join. Keep the other of the two records; or part what is joined, write the names in fewer words, and join again.',
  );
export const notJoined = () => refused('not_joined', 'These two are not joined.');
export const partingAsked = () =>
  refused('parting_asked', 'Their parting was asked for before, and waits for a second person.');
export const insufficientSavings = () =>
  refused(
    'insufficient_savings',
    'What was saved under one of the two records is not there any more: savings would fall below zero.',
  );
export const movedSince = () =>
  refused(
    'moved_since',
    'A loan that was given under one of the two records is with another collective now.',
  );
export const notOfPair = () => refused('not_of_pair', 'Keep one of the two records of the pair.', 'keptId');
export const notOpen = () => refused('not_open', 'This was decided before.');
