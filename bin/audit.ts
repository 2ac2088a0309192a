import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { askFolder, auditFolder } from './audit/audit-folder.ts';
import { describeAudit } from './audit/describe-audit.ts';

/**
 * Counts published months once more, with DuckDB, from an export of the journal (docs/audit.md):
 *
 *   npm run --silent audit -- DIR              tells for each number whether it is the same
 *   npm run --silent audit -- DIR --ask SQL    answers a question about the journal
 *
 * DIR holds the export (`journal.jsonl`) and the downloaded files of one month or more. Exit code: 0 if every number is the same or
 * withheld, 1 if one differs, 2 if nothing could be audited.
 */
const usage = 'usage: npm run --silent audit -- DIR [--ask SQL]';

const readArguments = (): { readonly folder: string; readonly question: string | undefined } => {
  const { values, positionals } = parseArgs({ options: { ask: { type: 'string' } }, allowPositionals: true });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new Error(usage);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Error(`There is no folder ${folder}.`);
  return { folder, question: values.ask };
};

const answer = async (folder: string, question: string): Promise<void> => {
  console.table(await askFolder(folder, question));
};

const audit = async (folder: string): Promise<void> => {
  const audits = await auditFolder(folder);
  for (const monthAudit of audits) {
    console.log(describeAudit(monthAudit).join('\n'));
  }
  const isDifferent = audits.some(({ findings }) => findings.some(({ verdict }) => verdict === 'different'));
  process.exitCode = isDifferent ? 1 : 0;
};

try {
  const { folder, question } = readArguments();
  await (question === undefined ? audit(folder) : answer(folder, question));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
