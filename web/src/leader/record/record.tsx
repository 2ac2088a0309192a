import { useCallback, useEffect, useState } from 'preact/hooks';
import { Problem } from '../../api/problem.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import type { MemberRecord } from '../../record/member-record.ts';
import { RecordView } from '../../record/record-view.tsx';
import { t as recordText } from '../../record/text.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import { ChooseRequest } from './choose-request.tsx';
import { ChangeConsent, StopAll } from './consent.tsx';
import { Grievance } from './grievance.tsx';

/**
 * All data that is kept of a woman, shown or read aloud to her alone, with the requests and changes that she can make at once. The phone stores nothing of
 * it, and sends the woman's decisions directly, not by the outbox.
 */
export function RecordScreen({ id }: { readonly id: string }) {
  const { workspace } = useHere();
  useRedrawWhenRowsChange();
  const [record, setRecord] = useState<MemberRecord | 'busy' | 'failed' | 'gone'>('busy');
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
  const readAll = async (): Promise<void> => {
    await read();
    workspace.lookAgain();
  };
  if (record === 'gone' || womanOf(workspace.rows, id) === undefined) return <Gone />;
  return (
    <Frame title={recordText('record.title')} back={{ name: 'member', id }} isForShowing isPrivate>
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
          <p class="notice">{recordText('record.alone')}</p>
          <RecordView
            record={record}
            actionsFor={(purpose) =>
              purpose === 'services' ? (
                <StopAll record={record} onChanged={readAll} />
              ) : (
                <ChangeConsent record={record} purpose={purpose} onChanged={read} />
              )
            }
          />
          <ChooseRequest memberId={id} onAsked={read} />
          <Grievance memberId={id} />
        </>
      )}
    </Frame>
  );
}
