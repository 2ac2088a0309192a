import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Problem } from '../../api/problem.ts';
import type { Pair } from '../members/pair-sides.tsx';
import type { Money } from './approval-warnings.tsx';
import type { DisabledPerson, PendingApproval } from './pending-approval.ts';

const readApprovals = (api: Api) => readList(api, 'GET /api/approvals', {});

/** Reads which people were disabled within a week by somebody other than the reader. Every page of the list names all of them, so one page with one request is enough. */
export const readDisabled = async (api: Api, me: Me): Promise<DisabledPerson[]> => {
  const { disabled } = await api.request('GET /api/approvals', { query: { limit: '1' } });
  return disabled.filter(({ by }) => by !== me.id);
};

/** A pending approval with the details of its kind. */
export type Approval = PendingApproval & {
  /** The reason of an erasure; null if it cannot be decrypted any more. */
  readonly reason?: string | null;
  /** The savings and loans of a member whose erasure the reader may decide. */
  readonly money?: Money | undefined;
  /** The two records of a join or a parting. */
  readonly pair?: Pair | undefined;
};

async function readDetails(api: Api, approval: PendingApproval): Promise<Approval> {
  if (approval.kind === 'join' || approval.kind === 'parting') {
    const { items: pairs } = await api.request('GET /api/same-women', { query: { id: approval.subject } });
    return { ...approval, pair: pairs[0] };
  }
  if (approval.kind !== 'erasure') return approval;
  const needsMoney = approval.of === 'member' && approval.mayDecide;
  const [{ reason }, money] = await Promise.all([
    api.request('GET /api/erasures/{id}', { path: { id: approval.approvalId } }),
    needsMoney ? readMoney(api, approval.subject) : undefined,
  ]);
  return { ...approval, reason, money };
}

/** Reads the approvals with their details. The access log has each such reading, so no other page reads them. */
export const readWithDetails = async (api: Api): Promise<{ readonly items: readonly Approval[] }> => {
  const { items } = await readApprovals(api);
  return { items: await Promise.all(items.map((approval) => readDetails(api, approval))) };
};

/** A member's savings and loans; undefined if the member's records are erased already. */
async function readMoney(api: Api, id: string): Promise<Money | undefined> {
  try {
    return await api.request('GET /api/members/{id}/savings', { path: { id } });
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}

/** For the desk's navigation: counts the approvals that wait for the reader's decision, and the disabled people whom the page names. */
export const countApprovals = async (api: Api, me: Me): Promise<number> => {
  const [{ items }, disabled] = await Promise.all([readApprovals(api), readDisabled(api, me)]);
  return items.filter(({ mayDecide }) => mayDecide).length + disabled.length;
};
