import type { Api } from '../../../api/client.ts';
import type { AnswerOf } from '../../../api/routes.ts';
import { useRead } from '../../frame/reading.tsx';

export type RecordedMeeting = AnswerOf<'GET /api/collectives/{id}/meetings/{meetingId}'>;

export const useMeeting = (api: Api, groupId: string, id: string) =>
  useRead(['meeting', id], () =>
    api.request('GET /api/collectives/{id}/meetings/{meetingId}', { path: { id: groupId, meetingId: id } }),
  );
