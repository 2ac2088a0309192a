/** The keys by which two records of one woman are found, and of the pairs of such records. */
import type { Gsi1, Key } from './key.ts';

/**
 * The table's partition (`pk`) of the members with one word in their names and one place. The word is a keyed token; the place is a district, or the
 * token of a mandal's name. The sort key begins with the birth year. By it a second record of the same woman is found without decrypting names.
 */
export const likelyByWord = (wordToken: string, place: string): string => `LIKELY#${wordToken}#${place}`;
/** The table's partition (`pk`) of the members with a telephone number, by its keyed token. */
export const likelyByPhone = (phoneToken: string): string => `LIKELY#PHONE#${phoneToken}`;
const likelySortKey = (birthYear: number, memberId: string): string => `${birthYear}#${memberId}`;
export const likelyWordKey = (
  wordToken: string,
  place: string,
  birthYear: number,
  memberId: string,
): Key => ({
  pk: likelyByWord(wordToken, place),
  sk: likelySortKey(birthYear, memberId),
});
export const likelyPhoneKey = (phoneToken: string, birthYear: number, memberId: string): Key => ({
  pk: likelyByPhone(phoneToken),
  sk: likelySortKey(birthYear, memberId),
});

/** The table's partition (`pk`) of the members who were not compared with others yet. The comparison follows the write, and may fail. */
export const notCompared = 'LIKELY_PENDING';
export const notComparedKey = (memberId: string): Key => ({ pk: notCompared, sk: memberId });

/** The table's key (`pk`, `sk`) of two members who may be one woman, whichever of them comes first. */
export const pairKey = (memberId: string, otherId: string): Key => ({
  pk: `PAIR#${[memberId, otherId].toSorted().join('#')}`,
  sk: 'PAIR',
});
/** The partition in `gsi1` of the pairs in one state, the oldest first. */
export const pairsInState = (state: string): string => `PAIRS#${state}`;
export const pairIndexKeys = (state: string, raisedAt: string, id: string): Gsi1 => ({
  gsi1pk: pairsInState(state),
  gsi1sk: `${raisedAt}#${id}`,
});
