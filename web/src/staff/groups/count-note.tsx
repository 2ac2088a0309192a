import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';

type MeetingRef = { readonly api: Api; readonly groupId: string; readonly meetingId: string };

/** At the desk, a leader's note on a meeting without a count of cash. It is read, and the reading logged, on demand. */
export function CountNote({
  label,
  ...meeting
}: MeetingRef & {
  readonly label: MessageKey;
}) {
  const [isAsked, setAsked] = useState(false);
  return isAsked ? (
    <Note {...meeting} />
  ) : (
    <button type="button" class="link" onClick={() => setAsked(true)}>
      {t(label)}
    </button>
  );
}

function Note({ api, groupId, meetingId }: MeetingRef) {
  const meeting = useRead(['note', meetingId], () =>
    api.request('GET /api/collectives/{id}/meetings/{meetingId}', { path: { id: groupId, meetingId } }),
  );
  return <Reading of={meeting}>{({ note }) => note ?? t('countNote.none')}</Reading>;
}
