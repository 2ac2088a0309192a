import { v7 } from 'uuid';
import { todayInIndia } from '../../i18n/today.ts';
import { membersOf } from '../balances.ts';
import { inOrder, operations, requestOf } from '../outbox/operation.ts';
import { collectivesOf } from '../own-collectives.ts';
import { type Child, type Member, members, type Observation } from '../row-kinds.ts';
import type { Workspace } from '../workspace.ts';
import { childrenOf, whyAsk } from './children-rules.ts';

/** The children on the phone, and what is recorded of them. */

export type ChildOfMember = { readonly member: Member; readonly child: Child };

/** The children of the members of a group, or of all her groups, who have not left. */
export function listChildren(workspace: Workspace, collectiveId: string | undefined): ChildOfMember[] {
  const own = inOrder(workspace.rows.all(operations));
  const groups =
    collectiveId === undefined ? collectivesOf(workspace.rows).map(({ id }) => id) : [collectiveId];
  return groups
    .flatMap((id) => membersOf(workspace.rows, id))
    .flatMap((member) => childrenOf(member, own).map((child) => ({ member, child })));
}

/** The stored children about whose schooling a leader is to ask today. */
export const listToAsk = (workspace: Workspace, collectiveId: string | undefined): ChildOfMember[] => {
  const today = todayInIndia();
  return listChildren(workspace, collectiveId).filter(({ child }) => whyAsk(child, today) !== undefined);
};

/** The stored children of one member, also of one who has left. */
export function listHers(workspace: Workspace, memberId: string): ChildOfMember[] {
  const member = workspace.rows.get(members, memberId);
  if (member === undefined) return [];
  return childrenOf(member, inOrder(workspace.rows.all(operations))).map((child) => ({ member, child }));
}

/** Whether a stored child is new, not yet told by the server: until then nothing can follow it. */
export const isNew = (workspace: Workspace, childId: string): boolean =>
  workspace.rows.get(operations, childId) !== undefined;

export async function recordSchooling(
  workspace: Workspace,
  { member, child }: ChildOfMember,
  said: Pick<Observation, 'status' | 'stage' | 'reason'>,
): Promise<void> {
  const id = v7();
  await workspace.record({
    id,
    what: 'schooling',
    ...requestOf('POST /api/members/{id}/children/{childId}/schooling', {
      path: { id: member.id, childId: child.id },
      body: { id, on: todayInIndia(), ...said },
    }),
    entities: [child.id, member.id],
  });
}

/** Takes back a child or one of its observations of schooling, on the leader's phone. @param of its id */
export async function takeBack(
  workspace: Workspace,
  { member, child }: ChildOfMember,
  of: string,
  reason: string,
): Promise<void> {
  const id = v7();
  await workspace.record({
    id,
    what: 'entry_reversal',
    ...requestOf('POST /api/members/{id}/reversals', {
      path: { id: member.id },
      body: { id, of, reason },
    }),
    entities: [child.id, member.id],
  });
}
