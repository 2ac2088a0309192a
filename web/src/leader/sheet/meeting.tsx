import { formatDay } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { collectiveOf } from '../balances.ts';
import { useHere, useStatus } from '../context.ts';
import { Frame, Gone } from '../frame.tsx';
import { members } from '../kinds.ts';
import { t } from '../text.ts';
import { RecordedSummary } from './already-recorded.tsx';
import { toEntry } from './entries.ts';
import { Lines } from './lines.tsx';
import { recordedOf } from './recorded.ts';

/** A recorded sheet. */
export function MeetingScreen({ collectiveId, id }: { readonly collectiveId: string; readonly id: string }) {
  const { desk } = useHere();
  useStatus();
  const recorded = recordedOf(desk.rows, collectiveId, desk.me()?.id).find((one) => one.id === id);
  if (recorded === undefined) return <Gone />;
  const entries = recorded.entries.map(toEntry);
  return (
    <Frame
      title={t('sheet.title', { name: collectiveOf(desk.rows, collectiveId)?.name ?? '' })}
      back={{ name: 'sheet', collectiveId }}
    >
      <p>{formatDay(recorded.heldOn, language())}</p>
      <RecordedSummary recorded={recorded} />
      <Lines
        lines={recorded.attendance.map(({ memberId, status }) => ({
          id: memberId,
          name: desk.rows.get(members, memberId)?.name ?? t('members.noCode'),
          status,
          entries: entries.filter((entry) => entry.memberId === memberId),
        }))}
      />
      <p>{t('recorded.wrong')}</p>
    </Frame>
  );
}
