import type { Key } from '../../shared/table/keys/key.ts';
import {
  likelyByPhone,
  likelyByWord,
  likelyPhoneKey,
  likelyWordKey,
} from '../../shared/table/keys/same-women.ts';
import type { Comparable } from './comparable.ts';

/** Each word of her name, once, with her district and with her mandal. */
const placedWordsOf = ({ district, likeness }: Comparable): (readonly [word: string, place: string])[] =>
  [...new Set(likeness.words.flatMap(([token]) => token ?? []))].flatMap(
    (token) =>
      [
        [token, district],
        [token, likeness.mandal],
      ] as const,
  );

/** The partitions in which another record of hers stands: those of the words of her name, and that of her telephone number. */
export const wordPartitionsOf = (member: Comparable): string[] =>
  placedWordsOf(member).map(([word, place]) => likelyByWord(word, place));
export const phonePartitionsOf = ({ likeness }: Comparable): string[] =>
  likeness.phone === undefined ? [] : [likelyByPhone(likeness.phone)];

/** The keys of a member's items by which she is found: at most eleven. */
export const likelyKeysOf = (member: Comparable): Key[] => {
  const { id, birthYear, likeness } = member;
  return [
    ...placedWordsOf(member).map(([word, place]) => likelyWordKey(word, place, birthYear, id)),
    ...(likeness.phone === undefined ? [] : [likelyPhoneKey(likeness.phone, birthYear, id)]),
  ];
};

/** The table's items by which a member is found. Each holds what is compared, so that finding takes one read. */
export const likelyItemsOf = (member: Comparable): (Key & Comparable)[] => {
  const { id, createdAt, birthYear, district, standsFor, likeness } = member;
  const compared = { id, createdAt, birthYear, district, likeness, ...(standsFor && { standsFor }) };
  return likelyKeysOf(member).map((key) => ({ ...key, ...compared }));
};
