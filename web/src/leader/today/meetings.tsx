import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { useHere } from '../context.ts';
import { collectivesOf } from '../own-collectives.ts';
import { recordedSheetsOf } from '../sheet/recorded/recorded-sheets.ts';
import { t } from '../text.ts';
import { compareMeetings, type MeetingState, meetingStateOf } from './meeting-days.ts';

/** The day of a group's last meeting, whoever recorded it; undefined if there was none. */
const lastMeetingOn = (workspace: Workspace, collectiveId: string): string | undefined =>
  recordedSheetsOf(workspace.rows, collectiveId)
    .map(({ heldOn }) => heldOn)
    .toSorted()
    .at(-1);

/** The next meeting of each of the leader's groups, the most pressing first. A meeting of today and a late meeting stand out alike. A tap opens the sheet. */
export function Meetings({ today }: { readonly today: string }) {
  const { workspace, go } = useHere();
  const groups = collectivesOf(workspace.rows)
    .map(({ id, name, meetingFrequency }) => ({
      id,
      name,
      meeting: meetingStateOf(lastMeetingOn(workspace, id), meetingFrequency, today),
    }))
    .sort((a, b) => compareMeetings(a.meeting, b.meeting));
  if (groups.length === 0) return null;
  return (
    <>
      <h2>{t('today.meetings')}</h2>
      {groups.map(({ id, name, meeting }) => {
        const isDue = meeting.state === 'today' || meeting.state === 'late';
        return (
          <button
            type="button"
            class={`choice slim ${isDue ? 'tonight' : ''}`}
            key={id}
            onClick={() => go({ name: 'sheet', collectiveId: id })}
          >
            <span class="who">
              {name}
              {isDue && <span class="part">{t('today.openSheet')} ›</span>}
            </span>
            <span class="part">{describeMeeting(meeting)}</span>
          </button>
        );
      })}
    </>
  );
}

/** Says when the group meets, or that it met today. If a meeting is late, it says only which day was missed. */
function describeMeeting(meeting: MeetingState): string {
  switch (meeting.state) {
    case 'met_today':
      return `${t('today.met')} ✓`;
    case 'never':
      return t('due.never');
    case 'today':
      return t('today.tonight');
    case 'late':
      return t('today.late', { date: formatDate(meeting.missedOn ?? meeting.on, language()) });
    case 'next':
      return t('today.next', { date: formatDate(meeting.on, language()) });
  }
}
