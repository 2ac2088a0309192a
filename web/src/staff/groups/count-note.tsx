import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';

type MeetingProps = { readonly api: Api; readonly groupId: string; readonly meetingId: string };

/**
 * The button at the desk that shows a leader's note on a meeting whose cash was not counted. The note is read only when she
 * presses it, because the API logs each reading.
 */
export function CountNote({
  label,
  ...meeting
}: MeetingProps & {
  readonly label: MessageKey;
}) {
  const [isShown, setShown] = useState(false);
  return isShown ? (
    <Note {...meeting} />
  ) : (
    <button type="button" class="link" onClick={() => setShown(true)}>
      {t(label)}
    </button>
  );
}

function Note({ api, groupId, meetingId }: MeetingProps) {
  const meeting = useRead(['note', meetingId], () =>
    api.request('GET /api/collectives/{id}/meetings/{meetingId}', { path: { id: groupId, meetingId } }),
  );
  return <Reading of={meeting}>{({ note }) => note ?? t('countNote.none')}</Reading>;
}
