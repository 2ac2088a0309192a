import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { readAll } from '../../api/pages.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { NetworkButton } from '../../phone/frame.tsx';
import { caseEvent } from '../../timeline/case-event.ts';
import { useHere } from '../context.ts';
import type { EmergencyAccess } from '../row-kinds.ts';
import { t as leaderText } from '../text.ts';
import { Asking } from './ask-for-access.tsx';
import { type Attempting, useAttempt } from './attempt.ts';
import { Reached, type ReachedCase } from './reached.tsx';
import { t } from './text.ts';

type EmergencyAccessProps = { readonly onSignIn: () => Promise<void> };

/**
 * Emergency access to somebody else's urgent case, by its code and with a reason, for three hours. The case
 * stays in memory; the phone stores, encrypted, only the code and the end of the access.
 */
export function EmergencyAccessScreen({ onSignIn }: EmergencyAccessProps) {
  const { workspace } = useHere();
  useRedrawWhenRowsChange();
  const attempting = useAttempt();
  const [reached, setReached] = useState<ReachedCase>();
  const read = (access: EmergencyAccess) =>
    workspace.callServer(async (api) => {
      const record = await api.request('GET /api/cases/{id}', { path: { id: access.id } });
      const { items } = await readAll(api, caseEvent, `/api/cases/${access.id}/events`);
      setReached({ access, record, events: items });
    });
  const outcome = <Outcome state={attempting.state} onSignIn={onSignIn} />;
  return reached === undefined ? (
    <Asking attempting={attempting} read={read} outcome={outcome} />
  ) : (
    <Reached reached={reached} attempting={attempting} read={read} outcome={outcome} />
  );
}

export type PartProps = {
  readonly attempting: Attempting;
  /** Reads the case from the server and shows it. */
  readonly read: (access: EmergencyAccess) => Promise<void>;
  /** What became of the last attempt, to be shown above the buttons of the next one. */
  readonly outcome: ComponentChildren;
};

/** What became of the last attempt, if it failed. */
function Outcome({
  state,
  onSignIn,
}: EmergencyAccessProps & {
  readonly state: Attempting['state'];
}) {
  return (
    <>
      {state === 'emergency.signedOut' && (
        <NetworkButton label={leaderText('waiting.signIn')} onPress={onSignIn} />
      )}
      {/* In any other state, `state` is the key of a text about a failure. */}
      {state !== 'idle' && state !== 'busy' && state !== 'done' && (
        <p class="warning" role="alert">
          {t(state)}
        </p>
      )}
    </>
  );
}
