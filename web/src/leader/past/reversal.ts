import { v7 } from 'uuid';
import { type NewOperation, requestOf } from '../../outbox/operation.ts';

/**
 * That a leader takes a past sheet back, for a reason, to be recorded on the phone. If another sheet stands in its place, both are
 * recorded at once: alone, the reversal would leave the books without the meeting.
 */
export function reversalOf(collectiveId: string, meetingId: string, reason: string): NewOperation {
  const reversalId = v7();
  return {
    id: reversalId,
    what: 'reversal',
    ...requestOf('POST /api/collectives/{id}/meetings/{meetingId}/reversal', {
      path: { id: collectiveId, meetingId },
      body: { id: reversalId, reason },
    }),
    entities: [collectiveId],
  };
}
