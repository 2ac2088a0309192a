import { useCallback, useEffect, useState } from 'preact/hooks';
import { Problem } from '../../api/problem.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import type { MemberRecord } from '../../record/member-record.ts';
import { RecordView } from '../../record/record-view.tsx';
import { t as recordText } from '../../record/text.ts';
import { t as shellText } from '../../shell/text.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import { ChooseRequest } from './choose-request.tsx';
import { ChangeConsent } from './consent.tsx';
import { Grievance } from './grievance.tsx';
import { consentPlaceOf, JustSaid, StopAll } from './stop-all.tsx';
import { StopServices } from './stop-services.tsx';

/**
 * All data that is kept of a woman, shown or read aloud to her alone, with the requests and changes that she can make at once. The phone stores nothing of
 * it, and sends the woman's decisions directly, not by the outbox.
 */
export function RecordScreen({
  id,
  toStop,
}: {
  readonly id: string;
  /** Whether she wants to stop: then the three steps come first. */
  readonly toStop: boolean;
}) {
  const { workspace } = useHere();
  useRedrawWhenRowsChange();
  const [record, setRecord] = useState<MemberRecord | 'busy' | 'failed' | 'gone'>('busy');
  const [isStopping, setStopping] = useState(toStop);
  const [said, setSaid] = useState<'stopped' | 'begun'>();
  const read = useCallback(async (): Promise<void> => {
    try {
      setRecord(
        await workspace.callServer((api) => api.request('GET /api/members/{id}/record', { path: { id } })),
      );
    } catch (failure) {
      setRecord(failure instanceof Problem && failure.status === 404 ? 'gone' : 'failed');
    }
  }, [workspace, id]);
  useEffect(() => void read(), [read]);
  /** Once she has stopped, or begun again, what the phone keeps of her is another. */
  const readAll = async (now: 'stopped' | 'begun'): Promise<void> => {
    await read();
    workspace.lookAgain();
    setStopping(false);
    setSaid(now);
  };
  if (record === 'gone' || womanOf(workspace.rows, id) === undefined) return <Gone />;
  if (isStopping && typeof record === 'object' && record.member.withdrawnOn === undefined) {
    return (
      <Frame
        title={recordText('record.title')}
        back={{ name: 'member', id }}
        backLabel={shellText('back')}
        isForShowing
        isPrivate
        key="stop"
      >
        <StopServices
          record={record}
          onStopped={() => readAll('stopped')}
          onBack={() => setStopping(false)}
        />
      </Frame>
    );
  }
  const stop = () => setStopping(true);
  // Another key is another frame, which begins at its top, where it says what has just changed.
  return (
    <Frame title={recordText('record.title')} back={{ name: 'member', id }} isForShowing isPrivate key={said}>
      {record === 'busy' && <p role="status">{recordText('record.loading')}</p>}
      {record === 'failed' && (
        <>
          <p class="warning" role="alert">
            {recordText('record.offline')}
          </p>
          <button
            type="button"
            class="second"
            onClick={() => {
              setRecord('busy');
              void read();
            }}
          >
            {recordText('record.again')}
          </button>
        </>
      )}
      {typeof record === 'object' && (
        <>
          {said !== undefined && <JustSaid said={said} record={record} />}
          <p class="notice">{recordText('record.alone')}</p>
          <RecordView
            record={record}
            actionsFor={(purpose) =>
              purpose === 'services' ? (
                <StopAll
                  record={record}
                  isJustSaid={said === 'stopped'}
                  onStop={stop}
                  onBegun={() => readAll('begun')}
                  onAsked={read}
                />
              ) : (
                <div id={consentPlaceOf(purpose)}>
                  <ChangeConsent record={record} purpose={purpose} onChanged={read} />
                </div>
              )
            }
          />
          <ChooseRequest
            memberId={id}
            onStop={record.member.withdrawnOn === undefined ? stop : undefined}
            onAsked={read}
          />
          <Grievance memberId={id} />
        </>
      )}
    </Frame>
  );
}
