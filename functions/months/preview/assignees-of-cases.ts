import * as z from 'zod';
import type { Table } from '../../shared/table/client.ts';
import { caseKey } from '../../shared/table/keys/cases.ts';
import { caseOfFinding } from './about-finding.ts';
import type { Finding } from './schema.ts';

const assignedCase = z.object({ id: z.string(), assignedTo: z.string().optional() });

/** Findings, those about a case with the person who has it. */
export const withAssignees = async (
  table: Pick<Table, 'getMany'>,
  findings: readonly Finding[],
): Promise<Finding[]> => {
  const ids = new Set(findings.flatMap((finding) => caseOfFinding(finding) ?? []));
  const cases = (await table.getMany([...ids].map(caseKey))).map((item) => assignedCase.parse(item));
  const assignees = new Map(cases.map(({ id, assignedTo }) => [id, assignedTo]));
  return findings.map((finding) => {
    const assignedTo = assignees.get(caseOfFinding(finding) ?? '');
    return assignedTo === undefined ? finding : { ...finding, assignedTo };
  });
};
