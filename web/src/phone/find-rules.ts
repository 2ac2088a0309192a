import { rankName } from '../../../functions/areas/members/name-rank.ts';
import { plainOf } from '../../../functions/shared/names/name-words.ts';
import { compareByName } from './compare-by-name.ts';

type Woman = {
  readonly name: string;
  readonly code?: string | undefined;
  /** Records that were joined to hers: their codes stay hers. */
  readonly joined?: readonly { readonly code: string }[] | undefined;
};

const wordsOf = (text: string): string => text.split(/[^\p{L}\p{M}]+/u).join(' ');

/** Whether the typed letters begin a word of the name and go on in the words after it. */
const isBeginningOfWord = (typed: string, name: string): boolean =>
  ` ${wordsOf(plainOf(name))}`.includes(` ${wordsOf(typed)}`);

/** How well a woman matches what was typed, as `rankName` ranks: 3 is the best, 0 no match. */
const rankOf = (typed: string, { name, code, joined = [] }: Woman): number => {
  const plain = plainOf(typed).trim();
  // `M-107`, `m 107` and `107` all mean the code M-107.
  const isCode = [code, ...joined.map((one) => one.code)].some(
    (one) => one?.toLowerCase().replace('m-', '') === plain.replace(/^m[ -]?/, ''),
  );
  return isCode || isBeginningOfWord(plain, name) ? 3 : rankName(typed, name);
};

/**
 * The women whose name sounds like what was typed, in either script, or begins with it, or whose code it is; the best
 * first, then by name. All of them if nothing is typed.
 */
export const findWomen = <One extends Woman>(women: readonly One[], typed: string): One[] => {
  const sorted = women.toSorted(compareByName);
  if (typed.trim() === '') return sorted;
  return sorted
    .map((woman) => ({ woman, rank: rankOf(typed, woman) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ woman }) => woman);
};
