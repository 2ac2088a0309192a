import { measureBundles } from './bundles.ts';
import { discardLogs } from './discard-logs.ts';
import { measureFunctionStarts } from './function-starts.ts';
import { measureGrowth } from './growth.ts';
import { measureListing } from './listing.ts';
import { measureLooks } from './looks.ts';
import type { Row } from './measure.ts';
import { measureNpmStart } from './npm-start.ts';
import { measureOverview } from './overview.ts';
import { measurePacking } from './packing.ts';
import { measureReads } from './reads.ts';
import { countByDuckDbOnce, countOnce, measureRecompute, recomputeOnce, writeMillion } from './recompute.ts';
import { measureWeb } from './web.ts';
import { measureWrites } from './writes.ts';

/** Runs one part of the bench in a process of its own: `node bench/run-part.ts NAME FOLDER`. Prints its rows, or its number, as JSON. */

const parts: Readonly<Record<string, (folder: string) => Promise<readonly Row[] | number>>> = {
  bundles: measureBundles,
  starts: measureFunctionStarts,
  writes: measureWrites,
  listing: measureListing,
  overview: measureOverview,
  reads: measureReads,
  looks: measureLooks,
  web: measureWeb,
  'npm-start': measureNpmStart,
  growth: measureGrowth,
  recompute: measureRecompute,
  packing: measurePacking,
  'write-million': writeMillion,
  'recompute-once': recomputeOnce,
  'count-once': countOnce,
  'count-by-duckdb-once': countByDuckDbOnce,
};

const [name = '', folder = ''] = process.argv.slice(2);
const measure = parts[name];
if (measure === undefined) {
  throw new Error(`There is no part ${name}.`);
}
process.stdout.write(JSON.stringify(await discardLogs(() => measure(folder))));
