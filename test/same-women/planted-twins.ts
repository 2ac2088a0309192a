import { createChance } from '../disclosure/chance.ts';
import { heldBackPairs, namePairs, otherNames } from '../members/name-pairs.ts';
import { surnames } from '../names/invent-members.ts';
import { nameInTelugu } from './telugu-letters.ts';

/** What is known of a woman when she is enrolled, as far as it tells whether she was enrolled before. */
export type Enrolled = {
  readonly name: string;
  readonly phone?: string;
  readonly birthYear: number;
  readonly district: string;
  readonly mandal: string;
};

/** A woman enrolled a second time, with what differs. `of`: her place among the women. */
export type Twin = Enrolled & { readonly of: number; readonly differs: string };

const districts = ['Guntur', 'Krishna', 'Prakasam', 'Nellore', 'Kurnool', 'Anantapur'];
const given = [
  ...new Set([...namePairs, ...heldBackPairs].map(({ plain }) => plain).concat(otherNames)),
].filter((name) => !name.includes(' '));
const common = given.slice(0, 50);

/**
 * Invents women, with names as they are common in Andhra Pradesh (fifty given names for six women of ten), and enrols some of them a second time.
 * @param seed the same seed, the same women
 */
export const plantTwins = (women: number, twins: number, seed: number) => {
  const inventor = createInventor(seed);
  const { chance, pick, invent } = inventor;
  const all = Array.from({ length: women }, invent);
  const changes = changesBy(inventor);
  const planted: Twin[] = [];
  while (planted.length < twins) {
    const of = chance.below(women);
    const original = all[of];
    const names = Object.keys(changes);
    // One change or two.
    const chosen = [
      ...new Set([
        pick(names),
        ...(chance.isLikely(0.3) ? [pick(['another phone', 'a year or two off', 'the other script'])] : []),
      ]),
    ];
    const changed = chosen.reduce<Enrolled | undefined>((one, name) => one && changes[name]?.(one), original);
    if (changed === undefined) continue;
    if (chosen.includes('another phone') && chosen.some((name) => name.includes('same phone'))) continue;
    const losesPhone = chosen.includes('another phone');
    const needsPhone =
      (chosen.includes('a letter changed') && nameWords(original?.name ?? '').length < 2) ||
      (chosen.includes('a word left out') && nameWords(original?.name ?? '').length < 3);
    if (losesPhone && needsPhone) continue;
    planted.push({ ...changed, of, differs: chosen.join(', ') });
  }
  return { women: all, twins: planted };
};

type Inventor = ReturnType<typeof createInventor>;

/** Invents women, one after the other, as a seed says. */
const createInventor = (seed: number) => {
  const chance = createChance(seed);
  const pick = <T>(from: readonly T[]): T => from[chance.below(from.length)] as T;
  const pickGiven = () => (chance.isLikely(0.6) ? pick(common) : pick(given));
  const phone = () => `9${String(chance.below(1e9)).padStart(9, '0')}`;
  const inventName = (): string => {
    const form = chance.next();
    if (form < 0.55) return `${pick(surnames)} ${pickGiven()}`;
    if (form < 0.65) return `${pick(surnames)} ${pickGiven()} ${pick(['Devi', 'Kumari', 'Rani', 'Bai'])}`;
    if (form < 0.75) return `${pickGiven()} ${pickGiven()}`;
    if (form < 0.85) return `${pick(surnames)} ${pickGiven()} ${pickGiven()}`;
    if (form < 0.95) return `${pick([...'ABCDEGIJKLMNPRSTUVY'])}. ${pickGiven()}`;
    return pickGiven();
  };
  const invent = (): Enrolled => {
    const district = pick(districts);
    return {
      name: inventName(),
      ...(chance.isLikely(0.7) ? { phone: phone() } : {}),
      birthYear: chance.between(1962, 2006),
      district,
      mandal: `${district} ${pick(['East', 'West', 'North', 'South', 'Town'])}`,
    };
  };
  return { chance, pick, phone, invent };
};

const nameWords = (name: string) => name.split(' ').filter((word) => word.length > 2);

/** In what a second enrolment may differ; undefined where nobody could then know her again. */
const changesBy = ({
  chance,
  pick,
  phone,
}: Inventor): Readonly<Record<string, (one: Enrolled) => Enrolled | undefined>> => {
  const changeLetter = (word: string): string => {
    const at = chance.between(1, word.length - 1);
    const letter = pick([...'aeiounrlmtdkpsv'].filter((one) => one !== word[at]));
    return word.slice(0, at) + letter + word.slice(at + 1);
  };
  return {
    'the same again': (one) => one,
    'the other script': (one) => ({ ...one, name: nameInTelugu(one.name) }),
    'another order': (one) => ({ ...one, name: one.name.split(' ').toReversed().join(' ') }),
    'a letter changed': (one) => {
      const words = nameWords(one.name);
      const word = pick(words.filter((other) => other.length > 3));
      if (word === undefined || (words.length < 2 && one.phone === undefined)) return undefined;
      return { ...one, name: one.name.replace(word, changeLetter(word)) };
    },
    'a word left out': (one) => {
      const words = nameWords(one.name);
      if (words.length < 3 && (words.length < 2 || one.phone === undefined)) return undefined;
      const left = pick(words);
      return {
        ...one,
        name: one.name
          .split(' ')
          .filter((word) => word !== left)
          .join(' '),
      };
    },
    'another phone': (one) => ({ ...one, phone: phone() }),
    'a year or two off': (one) => ({ ...one, birthYear: one.birthYear + pick([-2, -1, 1, 2]) }),
    'another district, the same phone': (one) =>
      one.phone === undefined
        ? undefined
        : {
            ...one,
            district: pick(districts.filter((other) => other !== one.district)),
            mandal: 'Elsewhere',
          },
  };
};
