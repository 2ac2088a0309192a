import { optionalSounds } from '../../shared/names/name-words.ts';
import { beginningSoundsOf, type Sound, soundOf } from '../../shared/names/sounds.ts';
import { isAlike, mayBegin } from './name-distance.ts';
import { joinings, wordsOf } from './name-keys.ts';

/** How well a name matches a query: 3 the same name, 2 very similar, 1 the same beginning, 0 no match. */
export type NameRank = 0 | 1 | 2 | 3;

/** A typed word of a name. `beginnings`: the sounds with which a longer word may begin that it is the beginning of. */
type TypedWord = Sound & { readonly beginnings: readonly string[] };

const typedWordOf = (word: string): TypedWord => ({ ...soundOf(word), beginnings: beginningSoundsOf(word) });

const rankOfWord = (typed: TypedWord, stored: Sound): NameRank => {
  if (typed.whole === stored.whole) return 3;
  if (isAlike(typed.whole, stored.whole) || isAlike(typed.stem, stored.stem)) return 2;
  return typed.beginnings.some((beginning) => mayBegin(beginning, stored.whole)) ? 1 : 0;
};

/**
 * The rank of a name for a search's query: how well it matches. Every typed word must be found in the name, except
 * optional words such as Devi. Initials are not compared.
 */
export const rankName = (query: string, name: string): NameRank => {
  const words = wordsOf(name);
  // Each word, and each two neighbours written as one.
  const joined = words.slice(1).map((word, index) => `${words[index]}${word}`);
  const stored = [...words, ...joined].map(soundOf);
  let best: NameRank = 0;
  for (const joining of joinings(wordsOf(query))) {
    const rank = rankOfWords(joining.map(typedWordOf), stored);
    if (rank > best) best = rank;
  }
  return best;
};

/** The rank of the worst of the typed words; 0 if no word but optional ones is found. */
const rankOfWords = (typed: readonly TypedWord[], stored: readonly Sound[]): NameRank => {
  let worst: NameRank = 3;
  let isAnyFound = false;
  for (const word of typed) {
    let best: NameRank = 0;
    for (const other of stored) {
      const rank = rankOfWord(word, other);
      if (rank > best) best = rank;
    }
    if (best > 0) isAnyFound = true;
    // An optional word may be missing in the stored name.
    if (best === 0 && optionalSounds.has(word.whole)) best = 1;
    if (best < worst) worst = best;
  }
  return isAnyFound ? worst : 0;
};
