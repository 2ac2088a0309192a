import { useRef } from 'preact/hooks';
import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import type { CaseEvent } from '../../timeline/case-event.ts';
import { recorderIn } from '../../timeline/recorder.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { Reading, type ReadResult } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { TakeEventBack } from './events/take-event-back.tsx';

type CaseTimelineProps = {
  readonly api: Api;
  readonly me: Me;
  readonly record: CaseRecord;
  readonly events: ReadResult<{ readonly items: readonly CaseEvent[]; readonly isWhole: boolean }>;
  /** Whether each event that can be taken back has a button for it. */
  readonly mayTakeBack: boolean;
  readonly onTakenBack: () => Promise<unknown>;
};

/** The timeline of a case on its page, from which its events can be taken back. */
export function CaseTimeline({ api, me, record, events, mayTakeBack, onTakenBack }: CaseTimelineProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <>
      <h3 tabIndex={-1} ref={heading}>
        {t('timeline')}
      </h3>
      <Reading of={events}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <Timeline
              events={items}
              recorderOf={recorderIn(record, me.id)}
              actions={(event) =>
                mayTakeBack && (
                  <TakeEventBack
                    api={api}
                    caseId={record.id}
                    event={event}
                    onDone={async () => {
                      await onTakenBack();
                      // The button that had the focus is gone.
                      heading.current?.focus();
                    }}
                  />
                )
              }
            />
          </>
        )}
      </Reading>
    </>
  );
}
