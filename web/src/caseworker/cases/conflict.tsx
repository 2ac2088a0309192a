import { useEffect, useState } from 'preact/hooks';
import { operations } from '../../outbox/operation.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { type CaseEvent, caseEvent } from '../../timeline/case-event.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { cases } from '../row-kinds.ts';
import { KnownAs } from '../women/known-as.tsx';
import { isDecisive, readEvents } from './find-conflict.ts';
import { t } from './text.ts';

/** Shows what a colleague has recorded in a case since the caseworker wrote her own event, beside that event. She decides whether hers is sent too, or dropped. */
export function Conflict({ id }: { readonly id: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const operation = workspace.rows.get(operations, id);
  const caseId = operation?.entities[0] ?? '';
  const theirs = useTheirs(caseId, new Set(operation?.knownIds));
  const { data: own } = caseEvent.safeParse(operation?.body);
  if (operation?.state !== 'conflict' || own === undefined) return <Gone />;
  const file = workspace.rows.get(cases, caseId);
  const sendToo = async (seen: readonly CaseEvent[]) => {
    const knownIds = [...(operation.knownIds ?? []), ...seen.map((event) => event.id)];
    const { conflictWith: _, ...rest } = operation;
    await workspace.rows.put(operations, id, { ...rest, knownIds, state: 'waiting' });
    workspace.sync();
    go({ name: 'recorded', caseId, what: [own.type] });
  };
  const dropOwn = async () => {
    await workspace.rows.remove(operations, id);
    workspace.storeUnsentWork();
    workspace.lookAgain();
    go({ name: 'case', id: caseId });
  };
  return (
    <Frame title={t('conflict.case')} back={{ name: 'unsent' }} isPrivate>
      {file !== undefined && <KnownAs memberId={file.memberId} code={file.code} />}
      <p class="warning">{t('conflict.explain.case')}</p>
      <h2>{t('conflict.colleague')}</h2>
      {theirs === undefined && <p role="status">{t('conflict.reading')}</p>}
      {theirs === 'failed' && (
        <p class="warning" role="alert">
          {t('conflict.noNetwork')}
        </p>
      )}
      {typeof theirs === 'object' && <Timeline events={theirs} recorderOf={() => 'other'} />}
      <h2>{t('conflict.yours')}</h2>
      <Timeline events={[own]} recorderOf={() => 'you'} unsentIds={new Set([own.id])} />
      {typeof theirs === 'object' && (
        <>
          <p>{t('conflict.ask')}</p>
          <button type="button" class="primary" onClick={() => void sendToo(theirs).catch(() => {})}>
            {t('conflict.sendToo')}
          </button>
          <button type="button" class="second" onClick={() => void dropOwn()}>
            {t('conflict.leave')}
          </button>
        </>
      )}
    </Frame>
  );
}

/** Hook: what colleagues recorded in a case that she has not seen; undefined while it is read. */
function useTheirs(
  caseId: string,
  knownIds: ReadonlySet<string>,
): readonly CaseEvent[] | 'failed' | undefined {
  const { workspace } = useHere();
  const [theirs, setTheirs] = useState<readonly CaseEvent[] | 'failed'>();
  useEffect(() => {
    if (caseId === '') return;
    const me = workspace.me()?.id;
    workspace
      .callServer((api) => readEvents(api, caseId))
      .then((events) =>
        setTheirs(
          events.filter((event) => isDecisive(event) && event.createdBy !== me && !knownIds.has(event.id)),
        ),
      )
      .catch(() => setTheirs('failed'));
  }, [workspace, caseId]);
  return theirs;
}
