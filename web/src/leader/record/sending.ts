import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { useHere } from '../context.ts';
import type { RightsKey } from './text.ts';

export type Sending = 'idle' | 'busy' | 'sent' | { readonly failed: RightsKey };

const explain = (failure: unknown): RightsKey => {
  if (!(failure instanceof Problem) || failure.status >= 500) return 'rights.failed';
  return failure.status === 400 ? 'rights.refused.number' : 'rights.refused';
};

/**
 * For the forms of her record on the leader's phone: sends something at once, past the outbox. Sent again after a
 * failure, it has the same id, so that it is recorded once.
 */
export function useSending(): {
  readonly state: Sending;
  readonly send: (work: (api: Api, id: string) => Promise<unknown>) => Promise<boolean>;
  readonly reset: () => void;
} {
  const { workspace } = useHere();
  const [state, setState] = useState<Sending>('idle');
  const id = useRef(v7());
  return {
    state,
    send: async (work) => {
      setState('busy');
      try {
        await workspace.callServer((api) => work(api, id.current));
        id.current = v7();
        setState('sent');
        return true;
      } catch (failure) {
        setState({ failed: explain(failure) });
        return false;
      }
    },
    reset: () => setState('idle'),
  };
}
