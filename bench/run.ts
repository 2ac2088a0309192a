import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { areas, workers } from '../lib/areas.ts';
import { bundleFunction } from '../lib/bundle.ts';
import { tables } from '../lib/tables.ts';
import { createTable, startDynamoDB } from '../local/dynamodb.ts';
import type { Spread } from './measure.ts';
import { measureWrites } from './writes.ts';

/**
 * `npm run bench`: every figure is a ratio to a floor that is measured in the same run. Writes docs/performance.md, and exits
 * non-zero where a limit is passed.
 */

type Row = {
  readonly what: string;
  readonly against: string;
  readonly ratio: Spread;
  readonly limit: number;
};

const folder = mkdtempSync(join(tmpdir(), 'bench-'));

const measureBundles = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const [name, { entry, bundleLimitKB }] of Object.entries({ ...areas, ...workers })) {
    const { bytes } = await bundleFunction(entry, join(folder, `${name}.mjs`));
    const ratio = bytes / 1000 / bundleLimitKB;
    rows.push({
      what: `bundle of ${name}, ${Math.round(bytes / 1000)} KB`,
      against: `its budget, ${bundleLimitKB} KB`,
      ratio: { median: ratio, least: ratio, most: ratio },
      limit: 1,
    });
  }
  return rows;
};

const measureOnTable = async (): Promise<Row[]> => {
  const database = await startDynamoDB();
  const client = new DynamoDBClient(database.clientConfig);
  try {
    const suffix = randomUUID();
    const names = { table: `main-${suffix}`, keysTable: `keys-${suffix}` };
    await createTable(client, names.table, tables.main);
    await createTable(client, names.keysTable, tables.keys);
    const documents = DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    });
    return await measureWrites(documents, names);
  } finally {
    client.destroy();
    await database.close();
  }
};

const figure = (value: number): string => value.toFixed(2);

const render = (rows: readonly Row[]): string =>
  [
    '# Performance',
    '',
    'Written by `npm run bench`. Each figure is a ratio to what is named beside it, measured in the same run, pair by pair: the',
    'median, and the tenth and ninetieth hundredth of the pairs. Absolute times are left out, since they are one machine’s.',
    '',
    `Node.js ${process.version}, ${cpus().length} cores, ${process.platform} ${process.arch}; DynamoDB Local.`,
    '',
    '| what | against | ratio | spread | limit |',
    '|---|---|---|---|---|',
    ...rows.map(
      ({ what, against, ratio, limit }) =>
        `| ${what} | ${against} | ${figure(ratio.median)} | ${figure(ratio.least)}–${figure(ratio.most)} | ${figure(limit)} |`,
    ),
    '',
  ].join('\n');

const rows = [...(await measureBundles()), ...(await measureOnTable())];
rmSync(folder, { recursive: true });
writeFileSync(join(import.meta.dirname, '..', 'docs', 'performance.md'), render(rows));
console.log(render(rows));
const passed = rows.filter(({ ratio, limit }) => ratio.median > limit);
for (const { what, ratio, limit } of passed) {
  console.error(`Over its limit: ${what} (${figure(ratio.median)} > ${figure(limit)})`);
}
process.exitCode = passed.length === 0 ? 0 : 1;
