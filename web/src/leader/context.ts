import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Go } from './screen.ts';
import type { Status, Workspace } from './workspace/workspace.ts';

type AppContext = {
  readonly workspace: Workspace;
  /** Shows another screen. */
  readonly go: Go;
};

/** What every screen of the unlocked phone uses; undefined outside `App`: on the locked phone and in its set-up. */
export const HereContext = createContext<AppContext | undefined>(undefined);

/** Hook of the leader's app: the unlocked phone (`workspace`), and the function that shows another screen (`go`). */
export function useHere(): AppContext {
  const context = useContext(HereContext);
  if (context === undefined) throw new Error('Nothing is unlocked here.');
  return context;
}

/**
 * Hook of the leader's app: what is unsent, and whether it is being sent. The component is drawn again when that, or
 * anything stored on the phone, changes: `status()` makes a new object each time, so that the state always counts as changed.
 */
export function useStatus(): Status {
  const { workspace } = useHere();
  const [status, setStatus] = useState(() => workspace.status());
  useEffect(() => workspace.onStatus(() => setStatus(workspace.status())), [workspace]);
  return status;
}

/**
 * Hook of the leader's app: draws the component again whenever anything stored on the phone changes, because it was
 * recorded here or read from the server.
 */
export const useRedrawWhenRowsChange = (): void => void useStatus();
