import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Problem } from '../../api/problem.ts';
import { SignedOut } from '../../session/session-tokens.ts';
import type { EmergencyAccessKey } from './text.ts';

/** The texts for the server's refusals, by the code of the refusal. */
const refusals: Readonly<Record<string, EmergencyAccessKey>> = {
  already_reached: 'emergency.yours',
  member_erased: 'emergency.unknown',
  too_often: 'emergency.tooOften',
  ended_by_coordinator: 'emergency.ended',
};

/** The text that says what to do after a failure. @param missing the text if the server finds no such case (404) */
function explain(failure: unknown, missing: EmergencyAccessKey): EmergencyAccessKey {
  if (failure instanceof SignedOut) return 'emergency.signedOut';
  // Without a network a request fails with a TypeError, or with a DOMException when its time is over.
  if (failure instanceof TypeError || failure instanceof DOMException) return 'emergency.offline';
  if (!(failure instanceof Problem)) return 'emergency.failed';
  if (failure.status === 404) return missing;
  // The server refuses a malformed code, and text with an Aadhaar number.
  if (failure.status === 400) return 'emergency.words';
  return refusals[failure.document.code] ?? 'emergency.failed';
}

export type Attempting = ReturnType<typeof useAttempt>;

/** Attempts an action of the leader's emergency screen that needs a network, one at a time. */
export function useAttempt() {
  /** After a failure: the key of the text that explains it. */
  const [state, setState] = useState<'idle' | 'busy' | 'done' | EmergencyAccessKey>('idle');
  /** By content, as JSON. */
  const ids = useRef(new Map<string, string>());
  return {
    state,
    /** The id of what is recorded: unchanged while the same content is retried, so that nothing is recorded twice. */
    idOf(content: object): string {
      const key = JSON.stringify(content);
      const id = ids.current.get(key) ?? v7();
      ids.current.set(key, id);
      return id;
    },
    /** @param missing the text if the server finds no such case (404) */
    async attempt(missing: EmergencyAccessKey, work: () => Promise<void>): Promise<void> {
      if (state === 'busy') return;
      setState('busy');
      try {
        await work();
        ids.current.clear();
        setState('done');
      } catch (failure) {
        setState(explain(failure, missing));
      }
    },
  };
}
