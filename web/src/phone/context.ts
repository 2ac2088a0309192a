import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Status } from '../workspace/status.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { SharedScreen } from './screen.ts';

type AppContext<Screen> = {
  readonly workspace: Workspace;
  /** Shows another screen. */
  readonly go: (screen: Screen) => void;
  /** Locks the phone; unlocked again, it shows this screen. */
  readonly lock: () => void;
};

/** What every screen of the unlocked phone uses; undefined outside of the app: on the locked phone and in its set-up. */
export const HereContext = createContext<AppContext<never> | undefined>(undefined);

/**
 * Hook of the unlocked phone: its data (`workspace`), and the function that shows another screen (`go`). A role binds the type of its
 * screens: `const useHere = usePhone<Screen>`.
 */
export function usePhone<Screen>(): AppContext<Screen> {
  const context = useContext(HereContext);
  if (context === undefined) throw new Error('Nothing is unlocked here.');
  // A page holds the app of one role, which gives its own screens.
  return context as AppContext<Screen>;
}

/** Hook of the screens that every phone has. */
export const useHere = usePhone<SharedScreen>;

/**
 * Hook of the unlocked phone: what is unsent, and whether it is being sent. The component is drawn again when that, or
 * anything stored on the phone, changes: `status()` makes a new object each time, so that the state always counts as changed.
 */
export function useStatus(): Status {
  const { workspace } = useHere();
  const [status, setStatus] = useState(() => workspace.status());
  useEffect(() => workspace.onStatus(() => setStatus(workspace.status())), [workspace]);
  return status;
}

/**
 * Hook of the unlocked phone: draws the component again whenever anything stored on the phone changes, because it was
 * recorded here or read from the server.
 */
export const useRedrawWhenRowsChange = (): void => void useStatus();
