import { skeletonOf, soundOf } from '../../../../functions/names/sounds.ts';
import { comparable } from './cell-texts.ts';

/** Words that a group's name may have or not. */
const additions = new Set(['group', 'shg', 'sangham', 'sangam', 'సంఘం', 'గ్రూపు', 'podupu', 'పొదుపు']);

const wordsOf = (name: string): string[] => {
  const words = comparable(name).split(' ');
  const own = words.filter((word) => !additions.has(word));
  return own.length > 0 ? own : words;
};

const soundsOf = (name: string): string =>
  wordsOf(name)
    .map((word) => (/\d/.test(word) ? word : skeletonOf(soundOf(word))))
    .join('');

/**
 * For the import: whether two names of groups have the same words, with or without “sangham”. Other letters may sound
 * the same by chance.
 */
export const areNamesAlike = (a: string, b: string): boolean => wordsOf(a).join('') === wordsOf(b).join('');

/**
 * Finds groups in an import by their names, as people write them on another sheet: in other letters, with or without
 * “sangham”.
 */
export function createGroupFinder<Group>(
  groups: readonly { readonly name: string; readonly group: Group }[],
) {
  const exact = Map.groupBy(groups, ({ name }) => comparable(name));
  const bare = Map.groupBy(groups, ({ name }) => wordsOf(name).join(''));
  const sounds = Map.groupBy(groups, ({ name }) => soundsOf(name));
  /** @returns undefined if none or several could be meant */
  return (name: string): Group | undefined => {
    for (const found of [
      exact.get(comparable(name)),
      bare.get(wordsOf(name).join('')),
      sounds.get(soundsOf(name)),
    ]) {
      if (found !== undefined) return found.length === 1 ? found[0]?.group : undefined;
    }
    return undefined;
  };
}
