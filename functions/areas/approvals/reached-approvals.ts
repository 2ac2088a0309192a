import * as z from 'zod';
import { womenWithin } from '../../shared/places/women.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesDistrict } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Table } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import { pairContent } from '../same-women/approval-effect.ts';

/**
 * Which requests for approval an area coordinator reaches: the erasure of a member of hers, and what is asked of two records if both lie in her districts,
 * and so do the records to which they were joined (docs/decisions/0097-areas.md). She decides on nothing else. What she asked for herself she goes on to see
 * until it is decided, and may withdraw, also once one of the women lives elsewhere: the request has no more than what she was told when she asked.
 */

const lying = z.object({ id: z.string(), district: z.string() });

/** The ids of both records that a request is about; none once it is decided, which tells nothing but that. */
const idsOfPair = ({ matter, content }: Approval): readonly string[] =>
  matter === 'join' || matter === 'parting' ? (pairContent.safeParse(content).data?.memberIds ?? []) : [];

/**
 * Those among some requests that the caller reaches, in their order. It reads nothing if she reaches all; else two batches, and a further one if a woman
 * was joined.
 */
export const filterReached = async <One extends Approval>(
  table: Pick<Table, 'getMany'>,
  approvals: readonly One[],
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
): Promise<readonly One[]> => {
  if (reach !== 'area') return approvals;
  const [women, records] = await Promise.all([
    womenWithin(
      table,
      approvals.flatMap((one) => (one.matter === 'member_erasure' ? [one.subject] : idsOfPair(one))),
      { caller, reach },
    ),
    table.getMany([...new Set(approvals.flatMap(idsOfPair))].map(memberKey)),
  ]);
  const reached = new Set(
    records
      .map((item) => lying.parse(item))
      .flatMap(({ id, district }) => (reachesDistrict(caller, reach, district) ? [id] : [])),
  );
  return approvals.filter((approval) => {
    if (approval.askedBy === caller.personId) return true;
    switch (approval.matter) {
      case 'member_erasure':
        return women.has(approval.subject);
      case 'join':
      case 'parting':
        return idsOfPair(approval).every((id) => reached.has(id) && women.has(id));
      default:
        return false;
    }
  });
};
