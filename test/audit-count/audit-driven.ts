import { publicationsIn } from '../../bin/export-journal/journal-export.ts';
import { type Audited, auditSnapshots, registered } from './audit-published.ts';
import { drive } from './drive.ts';
import { comparable, linesOfRequests } from './lines-of-requests.ts';
import type { Action } from './random-requests.ts';

export type AuditDriven = Audited & {
  /** Requests that were accepted, the lines that they left, and months and previews that were audited. */
  readonly accepted: number;
  readonly lines: number;
  readonly months: number;
  /** Joins and partings that were decided on. */
  readonly joins: number;
  /** Lines that the requests call for and the journal lacks, and the other way around. */
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
};

/** What stands in one list more often than in another. */
const without = (all: readonly string[], others: readonly string[]): string[] => {
  const left = new Map<string, number>();
  for (const one of others) left.set(one, (left.get(one) ?? 0) + 1);
  return all.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
};

/**
 * Drives a random programme through the real handlers, the real table and the real compile, and compares the journal with what its requests
 * call for, and each published snapshot and each preview with what the SQL counts.
 * @param endpoint of DynamoDB Local; that of the tests' run, if it is left out
 * @throws if a request was answered 500, or a publication is registered otherwise than it was made
 */
export const auditDriven = async (actions: readonly Action[], endpoint?: string): Promise<AuditDriven> => {
  const { programme, previews, lines } = await drive(actions, endpoint);
  const { accepted, publications } = programme;
  const published = ({ month, version, ordinal, cutoff }: (typeof publications)[number]) =>
    [month, version, ordinal, cutoff].join();
  if (publicationsIn(lines).map(published).join() !== publications.map(published).join()) {
    throw new Error('The journal registers other publications than were made.');
  }
  const recorded = lines.filter(({ type }) => type !== 'publication');
  const [said, wanted] = [comparable(recorded), comparable(linesOfRequests(accepted))];
  const audits = [await auditSnapshots(lines, programme.readSnapshots())];
  for (const { at, snapshot, publications: then } of previews) {
    const before = recorded.filter(({ recordedAt }) => recordedAt < at);
    audits.push(await auditSnapshots([...before, ...registered(then)], [snapshot]));
  }
  return {
    accepted: accepted.length,
    lines: recorded.length,
    joins: recorded.filter(({ type }) => type === 'members_joined' || type === 'members_parted').length,
    months: publications.length + previews.length,
    missing: without(wanted, said),
    unexpected: without(said, wanted),
    different: audits.flatMap(({ different }) => different),
    values: audits.reduce((sum, { values }) => sum + values, 0),
    aboveZero: audits.reduce((sum, { aboveZero }) => sum + aboveZero, 0),
  };
};
