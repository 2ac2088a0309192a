import { skeletonOf, soundOf } from '../../../../../functions/shared/names/sounds.ts';
import { comparableText } from '../read/cell-texts.ts';

/** Words that people add to a group's name or leave out. */
const optionalWords = new Set(['group', 'shg', 'sangham', 'sangam', 'సంఘం', 'గ్రూపు', 'podupu', 'పొదుపు']);

const wordsOf = (name: string): string[] => {
  const words = comparableText(name).split(' ');
  const ownWords = words.filter((word) => !optionalWords.has(word));
  // A name of optional words alone keeps them.
  return ownWords.length > 0 ? ownWords : words;
};

/** The words of a name without spaces: `Sri Lakshmi` and `Srilakshmi` are one. */
const joinedWordsOf = (name: string): string => wordsOf(name).join('');

/**
 * How a name's words sound, as their skeletons: `srlksm` for Sri Laxmi, Sree Lakshmi and శ్రీ లక్ష్మి. A number stays as it is: it
 * tells groups apart, as in `Lakshmi 2`.
 */
const soundsOf = (name: string): string =>
  wordsOf(name)
    .map((word) => (/\d/.test(word) ? word : skeletonOf(soundOf(word))))
    .join('');

/**
 * Whether two names of groups in an import are spelled alike, apart from capitals, punctuation, spaces and optional words such
 * as “sangham”. Names that only sound alike are not.
 */
export const areSpelledAlike = (a: string, b: string): boolean => joinedWordsOf(a) === joinedWordsOf(b);

/**
 * A finder for the groups of an import by name: first the same name apart from capitals and punctuation, then one that is
 * spelled alike (`areSpelledAlike`), then one that sounds alike, in either script.
 */
export function createGroupFinder<Group>(
  groups: readonly { readonly name: string; readonly group: Group }[],
) {
  const byName = Map.groupBy(groups, ({ name }) => comparableText(name));
  const byWords = Map.groupBy(groups, ({ name }) => joinedWordsOf(name));
  const bySounds = Map.groupBy(groups, ({ name }) => soundsOf(name));
  /** @returns undefined if no group fits, or several do */
  return (name: string): Group | undefined => {
    // The first way that finds any group decides.
    for (const fittingGroups of [
      byName.get(comparableText(name)),
      byWords.get(joinedWordsOf(name)),
      bySounds.get(soundsOf(name)),
    ]) {
      if (fittingGroups !== undefined)
        return fittingGroups.length === 1 ? fittingGroups[0]?.group : undefined;
    }
    return undefined;
  };
}
