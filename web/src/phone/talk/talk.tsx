import { women } from '../../workspace/row-kinds.ts';
import { useHere, useRedrawWhenRowsChange } from '../context.ts';
import { Frame, Gone } from '../frame.tsx';
import { useReadTalks } from './her-talks.ts';
import { t } from './text.ts';
import { useTalk } from './use-talk.ts';
import './talk.css';
import { Closing, TalkPage } from './talk-pages.tsx';

/**
 * A talk with a woman: one question a page, asked with pictures and heard rather than read. Each answer is stored at once. If she
 * answers that she is in danger, the page with help comes first, and the talk waits.
 */
export function TalkScreen({ memberId }: { readonly memberId: string }) {
  const { workspace } = useHere();
  useRedrawWhenRowsChange();
  useReadTalks(memberId);
  const talk = useTalk(memberId);
  const member = workspace.rows.get(women, memberId);
  if (member === undefined || member.withdrawnOn !== undefined) return <Gone />;
  const { page } = talk.draft;
  return (
    // A new key for each page: it begins at its top, and the focus moves to the heading.
    <Frame
      title={t('talk.title')}
      back={{ name: 'member', id: memberId }}
      // The woman sees the screen, so its bar says nothing about unsent work.
      isForShowing
      backLabel={t('talk.later')}
      isHeard
      isPrivate
      key={talk.isRecorded ? 'closing' : page}
    >
      <p class="soft" data-unspoken="">
        {member.name}
      </p>
      {talk.isRecorded ? <Closing /> : <TalkPage talk={talk} page={page} />}
    </Frame>
  );
}
