import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Go } from './screen.ts';
import type { Status, Workspace } from './workspace.ts';

type Here = { readonly workspace: Workspace; readonly go: Go };

export const HereContext = createContext<Here | undefined>(undefined);

/** The unlocked phone (`workspace`) and the way to other screens (`go`). */
export function useHere(): Here {
  const here = useContext(HereContext);
  if (here === undefined) throw new Error('Nothing is unlocked here.');
  return here;
}

/**
 * The status of the leader's phone: what is unsent, and whether it is being sent; the component is drawn again when
 * that, or anything stored on the phone, changes.
 */
export function useStatus(): Status {
  const { workspace } = useHere();
  const [status, setStatus] = useState(() => workspace.status());
  useEffect(() => workspace.onStatus(() => setStatus(workspace.status())), [workspace]);
  return status;
}

/**
 * Draws a component of the leader's app again whenever anything stored on the phone changes: recorded here, or read
 * from the server.
 */
export const useRedrawOnChange = (): void => void useStatus();
