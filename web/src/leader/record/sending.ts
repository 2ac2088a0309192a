import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { useHere } from '../context.ts';
import type { RightsKey } from './text.ts';

/** `failed`: the key of the message that explains the failure. */
export type SendingState = 'idle' | 'busy' | 'sent' | { readonly failed: RightsKey };

const explain = (failure: unknown): RightsKey => {
  if (!(failure instanceof Problem) || failure.status >= 500) return 'rights.failed';
  // The server refuses a text with an Aadhaar number.
  return failure.status === 400 ? 'rights.refused.number' : 'rights.refused';
};

/**
 * Hook for the forms in a woman's record on the leader's phone: sends something directly, not by the outbox. A second
 * attempt after a failure has the same id, so that the server records it once.
 */
export function useSending(): {
  readonly state: SendingState;
  /** @returns whether it was sent */
  readonly send: (work: (api: Api, id: string) => Promise<unknown>) => Promise<boolean>;
} {
  const { workspace } = useHere();
  const [state, setState] = useState<SendingState>('idle');
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
  };
}
