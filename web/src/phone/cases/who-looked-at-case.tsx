import { useState } from 'preact/hooks';
import type { AnswerOf } from '../../api/routes.ts';
import { t as recordText } from '../../record/text.ts';
import { WhoLooked } from '../../record/who-looked.tsx';
import { useHere } from '../context.ts';

/** On a leader's screen of a case: the roles of those who opened it, read from the server on request and never stored. */
export function WhoLookedAtCase({ caseId }: { readonly caseId: string }) {
  const { workspace } = useHere();
  const [readings, setReadings] = useState<AnswerOf<'GET /api/cases/{id}/readings'> | 'busy' | 'failed'>();
  const read = async (): Promise<void> => {
    setReadings('busy');
    try {
      setReadings(
        await workspace.callServer((api) =>
          api.request('GET /api/cases/{id}/readings', { path: { id: caseId } }),
        ),
      );
    } catch {
      setReadings('failed');
    }
  };
  return (
    <>
      <h2>{recordText('record.looked')}</h2>
      {typeof readings === 'object' ? (
        <WhoLooked readings={readings.items} since={{ openings: readings.since }} />
      ) : (
        <button type="button" class="second" disabled={readings === 'busy'} onClick={() => void read()}>
          {recordText('record.looked.show')}
        </button>
      )}
      {readings === 'failed' && (
        <p class="warning" role="alert">
          {recordText('record.offline')}
        </p>
      )}
    </>
  );
}
