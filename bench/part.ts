import { measureBundles } from './bundles.ts';
import { measureGrowth } from './growth.ts';
import { measureStartOfAll } from './install.ts';
import { measureListing } from './listing.ts';
import type { Row } from './measure.ts';
import { measurePostgres } from './postgres.ts';
import { quietly } from './quietly.ts';
import { countByDuckDbOnce, countOnce, measureRecompute, recomputeOnce, writeMillion } from './recompute.ts';
import { measureStarts } from './starts.ts';
import { measureWeb } from './web.ts';
import { measureWrites } from './writes.ts';

/** Runs one part of the bench in a process of its own: `node bench/part.ts NAME FOLDER`. Prints its rows as JSON. */

const parts: Readonly<Record<string, (folder: string) => Promise<readonly Row[] | number>>> = {
  bundles: measureBundles,
  starts: measureStarts,
  postgres: measurePostgres,
  writes: measureWrites,
  listing: measureListing,
  web: measureWeb,
  install: measureStartOfAll,
  growth: measureGrowth,
  recompute: measureRecompute,
  'recompute-pages': writeMillion,
  'recompute-once': recomputeOnce,
  'count-once': countOnce,
  'count-by-duckdb-once': countByDuckDbOnce,
};

const [name = '', folder = ''] = process.argv.slice(2);
const measure = parts[name];
if (measure === undefined) {
  throw new Error(`There is no part ${name}.`);
}
process.stdout.write(JSON.stringify(await quietly(() => measure(folder))));
