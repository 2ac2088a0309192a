import { join } from 'node:path';
import { bundleFunction } from '../lib/bundle.ts';
import { areas } from '../lib/functions/with-routes.ts';
import { workers } from '../lib/functions/without-routes.ts';
import { type Row, spreadOfOne } from './measure.ts';

/** Why bundles miss the aim, for the report. Sizes are in KB. */
const hindrance =
  'two thirds are Amazon’s clients (of the compiler’s 573 KB they are 397, zod 102, our own code 64). Less would be a client of our own for S3, which has to sign, to check sums and to try again as theirs does.';

/** The size of each function's bundle as a share of its limit. */
export const measureBundles = async (folder: string): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const [name, { entry, bundleLimitKB }] of Object.entries({ ...areas, ...workers })) {
    const { bytes } = await bundleFunction(entry, join(folder, `${name}.mjs`));
    rows.push({
      what: `bundle of ${name}, ${Math.round(bytes / 1000)} KB`,
      against: `its budget, ${bundleLimitKB} KB`,
      ratio: spreadOfOne(bytes / 1000 / bundleLimitKB),
      limit: 1,
      aim: 0.9,
      hindrance,
    });
  }
  return rows;
};
