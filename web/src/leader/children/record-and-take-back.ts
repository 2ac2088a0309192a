import { v7 } from 'uuid';
import { todayInIndia } from '../../i18n/today.ts';
import { requestOf } from '../../outbox/operation.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Observation } from '../row-kinds.ts';
import type { ChildOfMember } from './stored-children.ts';

export type SchoolingAnswer = Pick<Observation, 'status' | 'stage' | 'reason'>;

/** Records today's answer about a child's schooling, and puts it into the outbox. */
export async function recordSchooling(
  workspace: Workspace,
  { member, child }: ChildOfMember,
  answer: SchoolingAnswer,
): Promise<void> {
  const id = v7();
  await workspace.record({
    id,
    what: 'schooling',
    ...requestOf('POST /api/members/{id}/children/{childId}/schooling', {
      path: { id: member.id, childId: child.id },
      body: { id, on: todayInIndia(), ...answer },
    }),
    // The child, then its mother, as in every operation about a child.
    entities: [child.id, member.id],
  });
}

/** Takes back a child or one of its observations, and puts that into the outbox. @param wrongId the id of that child or observation */
export async function takeBackChildEntry(
  workspace: Workspace,
  { member, child }: ChildOfMember,
  wrongId: string,
  reason: string,
): Promise<void> {
  const id = v7();
  await workspace.record({
    id,
    what: 'entry_reversal',
    ...requestOf('POST /api/members/{id}/reversals', {
      path: { id: member.id },
      body: { id, of: wrongId, reason },
    }),
    entities: [child.id, member.id],
  });
}
