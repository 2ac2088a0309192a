import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { Gone } from '../../phone/frame.tsx';
import { t as recordText } from '../../record/text.ts';
import { useHere } from '../context.ts';
import { typedText } from '../enrol/typed-texts.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import { t as rightsText } from '../record/text.ts';
import { type MembersKey, t } from './text.ts';

/** What the server has of her now; the number is never stored on the phone. */
type Current = { readonly version: number; readonly number: string | undefined };

/** The message that says why; `refused` is said as in her record. */
type Failed = MembersKey | 'refused';
type State =
  /** Her number is being read, or the new one sent. */
  'busy' | 'ready' | 'arrived' | { readonly failed: Failed };

const explain = (failure: unknown): Failed => {
  if (!(failure instanceof Problem) || failure.status >= 500) return 'newPhone.offline';
  if (failure.status === 412) return 'newPhone.changed';
  return failure.status === 400 ? 'newPhone.wrong' : 'refused';
};

/** Her telephone number: as it stands, and the form for a new one. Both need a network; what is sent is based on what was just read. */
export function NewPhone({ id }: { readonly id: string }) {
  const { workspace } = useHere();
  const [current, setCurrent] = useState<Current>();
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<State>('busy');
  const woman = womanOf(workspace.rows, id);
  const path = { id: woman?.id ?? id };
  const read = async (api: Api): Promise<Current> => {
    const { version, phone } = await api.request('GET /api/members/{id}', { path });
    const now = { version, number: phone ?? undefined };
    setCurrent(now);
    return now;
  };
  const readFirst = useCallback(
    () =>
      workspace.callServer(read).then(
        () => setState('ready'),
        (failure) => setState({ failed: explain(failure) }),
      ),
    [workspace, id],
  );
  useEffect(() => void readFirst(), [readFirst]);
  const number = typed.trim();
  const send = async (based: Current) => {
    if (number === '' || !typedText('phone').isRight(number)) return setState({ failed: 'newPhone.wrong' });
    setState('busy');
    try {
      await workspace.callServer(async (api) => {
        const body = { phone: number };
        const sent = api.request('PATCH /api/members/{id}', { path, ifMatch: based.version, body });
        await sent.catch(async (failure: unknown) => {
          // Read anew, so that the next press is based on it. If her new number stands there already, an answer was lost on its way.
          const isStale = failure instanceof Problem && failure.status === 412;
          if (!isStale || (await read(api)).number !== number) throw failure;
        });
      });
      setCurrent(undefined);
      setState('arrived');
      workspace.lookAgain();
    } catch (failure) {
      setState({ failed: explain(failure) });
    }
  };
  if (woman === undefined || woman.withdrawnOn !== undefined) return <Gone />;
  return (
    <Frame title={t('newPhone.title')} back={{ name: 'member', id }} isPrivate>
      <p>
        <strong>{woman.name}</strong>
      </p>
      {state === 'arrived' && (
        <p class="notice" role="status">
          {t('newPhone.arrived')}
        </p>
      )}
      {typeof state === 'object' && (
        <p class="error" role="alert">
          {state.failed === 'refused' ? rightsText('rights.refused') : t(state.failed)}
        </p>
      )}
      {current === undefined && state === 'busy' && <p role="status">{recordText('record.loading')}</p>}
      {current === undefined && typeof state === 'object' && (
        <button type="button" class="second" onClick={() => void readFirst()}>
          {t('home.lookAgain')}
        </button>
      )}
      {current !== undefined && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (state !== 'busy') void send(current);
          }}
        >
          <p>
            {current.number === undefined
              ? t('newPhone.none')
              : t('newPhone.now', { number: current.number })}
          </p>
          <label class="field">
            {t('newPhone.new')}
            <input
              inputMode="tel"
              autoComplete="off"
              value={typed}
              onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          </label>
          <p class="soft">{t('newPhone.needsNetwork')}</p>
          <button type="submit" class="primary" disabled={state === 'busy'}>
            {t('newPhone.send')}
          </button>
        </form>
      )}
    </Frame>
  );
}
