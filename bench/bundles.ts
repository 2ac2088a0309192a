import { join } from 'node:path';
import { type Bundle, bundleFunction } from '../lib/bundle.ts';
import { areas } from '../lib/functions/with-routes.ts';
import { workers } from '../lib/functions/without-routes.ts';
import { type Row, spreadOfOne } from './measure.ts';

/** The bytes of a bundle from files whose path has a part. */
const bytesFrom = ({ metafile }: Bundle, part: string): number =>
  Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([file]) => file.includes(part))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);

const kilobytes = (bytes: number): number => Math.round(bytes / 1000);

/** Why bundles miss the aim, for the report, from the bundle of the compile. */
const hindranceBy = (compile: Bundle): string => {
  const [all, zod] = [compile.bytes, bytesFrom(compile, 'node_modules/zod/')];
  const packages = bytesFrom(compile, 'node_modules/') - zod;
  const own = bytesFrom(compile, 'functions/');
  return `of the compile’s ${kilobytes(all)} KB Amazon’s clients and what they need are ${kilobytes(packages)}, zod ${kilobytes(zod)}, our own code ${kilobytes(own)}. Less would be a client of our own for S3, which has to sign, to check sums and to try again as theirs does.`;
};

/** The size of each function's bundle as a share of its limit. */
export const measureBundles = async (folder: string): Promise<Row[]> => {
  const functions = Object.entries({ ...areas, ...workers });
  const bundles: { readonly name: string; readonly bundleLimitKB: number; readonly bundle: Bundle }[] = [];
  for (const [name, { entry, bundleLimitKB }] of functions) {
    bundles.push({ name, bundleLimitKB, bundle: await bundleFunction(entry, join(folder, `${name}.mjs`)) });
  }
  const compile = bundles.find(({ name }) => name === 'compile');
  if (compile === undefined) throw new Error('There is no compile.');
  const hindrance = hindranceBy(compile.bundle);
  return bundles.map(({ name, bundleLimitKB, bundle: { bytes } }) => ({
    what: `bundle of ${name}, ${kilobytes(bytes)} KB`,
    against: `its budget, ${bundleLimitKB} KB`,
    ratio: spreadOfOne(bytes / 1000 / bundleLimitKB),
    limit: 1,
    aim: 0.9,
    hindrance,
  }));
};
