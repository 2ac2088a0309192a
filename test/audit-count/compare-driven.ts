import fc from 'fast-check';
import { startDynamoDB } from '../../local/aws/dynamodb.ts';
import { auditDriven } from './audit-driven.ts';
import { programmes } from './random-requests.ts';

/** Drops what the functions log of each request. */
const keepLogQuiet = (): void => {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array, ...rest: never[]): boolean =>
    typeof chunk === 'string' && chunk.startsWith('{"level":') ? true : write(chunk, ...rest);
};

/**
 * Drives random programmes through the real handlers over a DynamoDB Local of its own, and compares what they record and publish with the
 * second count. Says each difference, and after each twenty how far it is.
 * @returns how many programmes differ
 */
export const compareDriven = async (count: number, seed: number): Promise<number> => {
  keepLogQuiet();
  const database = await startDynamoDB();
  const sums = { accepted: 0, lines: 0, joins: 0, months: 0, values: 0, aboveZero: 0 };
  let differing = 0;
  const tell = (driven: number): void =>
    console.log(
      `${driven} driven programmes of seed ${seed}: ${sums.accepted} accepted requests, ${sums.lines} lines, ${sums.joins} joins and partings, ${sums.months} months and previews; ` +
        `${sums.values} values, ${sums.aboveZero} above zero; ${differing} programmes differ`,
    );
  try {
    for (const [index, actions] of fc.sample(programmes(140), { numRuns: count, seed }).entries()) {
      const audited = await auditDriven(actions, database.endpoint);
      for (const name of ['accepted', 'lines', 'joins', 'months', 'values', 'aboveZero'] as const)
        sums[name] += audited[name];
      const differences = [
        ...audited.missing.map((line) => `the journal lacks ${line}`),
        ...audited.unexpected.map((line) => `no request calls for ${line}`),
        ...audited.different,
      ];
      if (differences.length > 0) {
        differing += 1;
        console.log(`driven programme ${index + 1} of seed ${seed}: ${differences.length} differences`);
        for (const difference of differences.slice(0, 10)) console.log(`  ${difference}`);
      }
      if ((index + 1) % 20 === 0 || index + 1 === count) tell(index + 1);
    }
  } finally {
    await database.close();
  }
  return differing;
};
