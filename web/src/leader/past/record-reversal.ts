import { v7 } from 'uuid';
import { requestOf } from '../outbox/operation.ts';
import type { Workspace } from '../workspace.ts';

/** Records on the phone that she takes a past sheet back, for a reason. */
export function recordReversal(
  workspace: Pick<Workspace, 'record'>,
  collectiveId: string,
  meetingId: string,
  reason: string,
): Promise<void> {
  const reversalId = v7();
  return workspace.record({
    id: reversalId,
    what: 'reversal',
    ...requestOf('POST /api/collectives/{id}/meetings/{meetingId}/reversal', {
      path: { id: collectiveId, meetingId },
      body: { id: reversalId, reason },
    }),
    entities: [collectiveId],
  });
}
