import * as z from 'zod';
import { findKept } from '../../shared/one-woman/records.ts';
import type { Table } from '../../shared/table/client.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import { readOpen } from '../../shared/two-person/list-open-approvals.ts';
import { pairContent } from '../same-women/approval-effect.ts';

/**
 * Of some approvals, by their id: for a join or a parting, the codes of those of the two of whom an erasure waits, under whichever id. Once the two are one,
 * or are two again, it names other records than would go, and can't be approved. It reads nothing if none is a join or a parting.
 */
export const readErasuresAsked = async (
  table: Pick<Table, 'getMany' | 'query'>,
  approvals: readonly Approval[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const pairs = approvals.filter(({ matter }) => matter === 'join' || matter === 'parting');
  if (pairs.length === 0) return new Map();
  const erasures = (await readOpen(table)).filter(({ matter }) => matter === 'member_erasure');
  const women = await findKept(
    table,
    erasures.map(({ subject }) => subject),
  );
  const erased = new Set([...women].flatMap(([id, kept]) => [id, z.string().parse(kept.id)]));
  return new Map(
    pairs.flatMap(({ id, content, facts: { codes = [] } }) => {
      const memberIds = pairContent.safeParse(content).data?.memberIds ?? [];
      const codesAsked = codes.filter((_, place) => erased.has(memberIds[place] ?? ''));
      return codesAsked.length === 0 ? [] : [[id, codesAsked] as const];
    }),
  );
};
