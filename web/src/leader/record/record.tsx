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
  /** Reads the record anew once she has stopped, or begun again. The phone may now keep less or more about her, so it reads its pack anew too. */
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
        <WholeRecord
          record={record}
          said={said}
          onStop={() => setStopping(true)}
          onBegun={() => readAll('begun')}
          onChanged={read}
        />
      )}
    </Frame>
  );
}

/** The record as it was read, with what she can change in it, ask for, or complain about. */
function WholeRecord({
  record,
  said,
  onStop,
  onBegun,
  onChanged,
}: {
  readonly record: MemberRecord;
  /** What she has just done; undefined if she has not changed her consent to the services. */
  readonly said: 'stopped' | 'begun' | undefined;
  /** Begins the three steps by which she stops. */
  readonly onStop: () => void;
  /** Called once she has begun again. */
  readonly onBegun: () => Promise<void>;
  /** Called once any other change or request of hers is sent. */
  readonly onChanged: () => Promise<void>;
}) {
  const { id, withdrawnOn } = record.member;
  return (
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
              onStop={onStop}
              onBegun={onBegun}
              onAsked={onChanged}
            />
          ) : (
            <div id={consentPlaceOf(purpose)}>
              <ChangeConsent record={record} purpose={purpose} onChanged={onChanged} />
            </div>
          )
        }
      />
      <ChooseRequest
        memberId={id}
        onStop={withdrawnOn === undefined ? onStop : undefined}
        onAsked={onChanged}
      />
      <Grievance memberId={id} />
    </>
  );
}
