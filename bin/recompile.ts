import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGate } from '../functions/months/disclosure/gate.ts';
import { indicators } from '../functions/months/indicators/catalogue.ts';
import { sha256 } from '../functions/months/publishing/manifest.ts';
import { createPdfSetter } from '../functions/months/rendering/pdf-process.ts';
import { publicationsIn, readExport } from './export-journal/journal-export.ts';
import { createProgress } from './progress.ts';
import { type PublishedFiles, readFiles } from './published-files.ts';
import { readOptions } from './read-options.ts';
import { recompileMonth } from './recompile/recompile-month.ts';

/**
 * The command that computes a month again from an export of the journal (JSON Lines), after all publications before it, and
 * compares it with the published bytes. recompile/recompile-month.ts does the computing.
 *
 *   npm run recompile -- --from journal.jsonl [--month 2026-10] [--version 1] [--published DIR|ZIP] [--out DIR]
 */
const values = readOptions(
  {
    from: { type: 'string' },
    month: { type: 'string' },
    version: { type: 'string' },
    published: { type: 'string' },
    out: { type: 'string' },
  },
  'from',
  'recompile -- --from FILE [--month M] [--version N] [--published DIR|ZIP] [--out DIR]',
);
/** The words behind a file's name; none if there is nothing to compare it with. */
const compareWith = (published: PublishedFiles | undefined, name: string, bytes: Buffer): string => {
  if (published === undefined) return '';
  const stored = published.get(name);
  if (stored === undefined) return '  NOT THERE';
  return stored.equals(bytes) ? '  as published' : '  DIFFERS';
};

/** @returns whether every file equals the published one; true too if there is nothing to compare with */
const run = async (): Promise<boolean> => {
  const lines = readExport(readFileSync(values.from ?? '', 'utf8'));
  const published = values.published === undefined ? undefined : readFiles(values.published);
  const month = values.month ?? publicationsIn(lines).at(-1)?.month ?? '';
  const progress = createProgress();
  const files = await recompileMonth(
    { catalogue: indicators, gate: createGate(indicators), setPdf: createPdfSetter() },
    lines,
    { month, ...(values.version === undefined ? {} : { version: Number(values.version) }) },
    (computed, all) => progress.show(`${computed} of ${all} publications computed`),
  ).finally(progress.clear);
  if (values.out !== undefined) {
    mkdirSync(values.out, { recursive: true });
    for (const [name, bytes] of files) writeFileSync(join(values.out, name), bytes);
  }
  for (const [name, bytes] of files) {
    console.log(`${sha256(bytes)}  ${name}${compareWith(published, name, bytes)}`);
  }
  if (published === undefined) return true;
  const isSame = [...files].every(([name, bytes]) => published.get(name)?.equals(bytes) === true);
  console.log(isSame ? `${month} has the published bytes.` : `${month} is not what was published.`);
  return isSame;
};

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
