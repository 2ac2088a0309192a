import * as z from 'zod';
import { inRounds } from '../../shared/http/in-rounds.ts';
import type { Table } from '../../shared/table/client.ts';
import { caseKey } from '../../shared/table/keys/cases.ts';
import { caseOfFinding } from './about-finding.ts';
import { maxListed } from './findings.ts';
import type { Finding } from './schema.ts';

const openedCase = z.object({ id: z.string(), createdBy: z.string() });

/** Who opened the cases of some findings, by the case. */
const findOpeners = async (
  table: Pick<Table, 'getMany'>,
  findings: readonly Finding[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = new Set(findings.flatMap((finding) => caseIdOf(finding) ?? []));
  const cases = (await table.getMany([...ids].map(caseKey))).map((item) => openedCase.parse(item));
  return new Map(cases.map(({ id, createdBy }) => [id, createdBy]));
};

const caseIdOf = (finding: Finding): string | undefined =>
  finding.kind === 'stoppedUrgentCases' ? finding.id : caseOfFinding(finding);

/**
 * The findings of one kind in the order in which they get a place: those that nobody has explained, then ten of each person before her further ones, and
 * among these the first of each woman before the second of any. What is of no case goes by its group, whose leader records its sheets and enrols its women.
 * So nobody hides what others are to see behind a hundred records that she invents, whatever days she gives them.
 */
const byShares = (findings: readonly Finding[], openers: ReadonlyMap<string, string>): Finding[] => {
  const counts = new Map<string, number>();
  const byWoman = findings
    .map((finding) => {
      const woman = finding.memberId ?? finding.id;
      const before = counts.get(woman) ?? 0;
      counts.set(woman, before + 1);
      return { finding, before };
    })
    .sort((a, b) => a.before - b.before)
    .map(({ finding }) => finding);
  const personOf = (finding: Finding): string =>
    openers.get(caseIdOf(finding) ?? '') ?? finding.collectiveId ?? finding.id;
  const isExplained = ({ explanation }: Finding): boolean => explanation !== undefined;
  return [false, true].flatMap((explained) =>
    inRounds(
      byWoman.filter((finding) => isExplained(finding) === explained),
      personOf,
    ).map(({ one }) => one),
  );
};

/** Limits the findings of each kind, which stay in their order, the oldest first. */
export const limitFindings = async (
  table: Pick<Table, 'getMany'>,
  all: readonly Finding[],
): Promise<Finding[]> => {
  const ofKinds = [...Map.groupBy(all, ({ kind }) => kind).values()];
  const tooMany = ofKinds.filter((some) => some.length > maxListed);
  const openers = await findOpeners(table, tooMany.flat());
  const kept = new Set(
    ofKinds.flatMap((some) => (some.length > maxListed ? byShares(some, openers).slice(0, maxListed) : some)),
  );
  return all.filter((one) => kept.has(one));
};
