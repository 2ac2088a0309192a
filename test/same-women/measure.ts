import { comparable } from '../../functions/areas/same-women/comparable.ts';
import { maxPairs } from '../../functions/areas/same-women/raise-pairs.ts';
import { agreementOf, areLikelyTheSame } from '../../functions/shared/names/likely-same.ts';
import { formsOf, soundOfPlace } from '../../functions/shared/names/likeness.ts';
import { type Enrolled, plantTwins } from './planted-twins.ts';

/*
 * How many of the women who were enrolled twice are found, and how many pairs are of two women: `node test/same-women/measure.ts`. Names, places and
 * numbers are invented; the forms of words stand for their tokens, which are equal where the forms are.
 */

const womenCount = 2_000;
const twinCount = 200;

const recordOf = (id: string, { name, phone, birthYear, district, mandal }: Enrolled) =>
  comparable.parse({
    id,
    createdAt: '',
    birthYear,
    district,
    likeness: { words: formsOf(name), phone, mandal: soundOfPlace(mandal) },
  });

for (const seed of [1, 2, 3, 4, 5]) {
  const { women, twins } = plantTwins(womenCount, twinCount, seed);
  const records = women.map((woman, at) => recordOf(`${at}`, woman));
  const isFound = twins.map((twin, at) => {
    const original = records[twin.of];
    const record = recordOf(`twin ${at}`, twin);
    if (original === undefined || !areLikelyTheSame(original, record)) return false;
    // Only the best few of an enrolment are raised: who is more like her than the woman herself?
    const likeness = ([agrees, years]: [number, number]) => agrees * 100 - years;
    const of = (one: typeof record) =>
      likeness([agreementOf(record, one).length, Math.abs(record.birthYear - one.birthYear)]);
    return (
      records.filter((one) => areLikelyTheSame(record, one) && of(one) >= of(original)).length <= maxPairs
    );
  });
  const falsePairs = records.reduce(
    (sum, one, at) => sum + records.slice(0, at).filter((other) => areLikelyTheSame(one, other)).length,
    0,
  );
  const missed = [...new Set(twins.filter((_, at) => !isFound[at]).map(({ differs }) => differs))];
  console.log(
    `Seed ${seed}: ${isFound.filter(Boolean).length} of ${twinCount} found; ` +
      `${((falsePairs / womenCount) * 1_000).toFixed(1)} pairs of two women for each 1,000 enrolments. ` +
      `Missed: ${missed.join('; ') || 'none'}.`,
  );
}
