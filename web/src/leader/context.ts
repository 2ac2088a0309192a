import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Desk, Status } from './desk.ts';
import type { Go } from './screen.ts';

type Here = { readonly desk: Desk; readonly go: Go };

export const HereContext = createContext<Here | undefined>(undefined);

/** The unlocked app state, and navigation. */
export function useHere(): Here {
  const here = useContext(HereContext);
  if (here === undefined) throw new Error('Nothing is unlocked here.');
  return here;
}

/** Renders again when stored data or the state of sending changes. */
export function useStatus(): Status {
  const { desk } = useHere();
  const [status, setStatus] = useState(desk.status());
  useEffect(() => desk.onStatus(() => setStatus(desk.status())), [desk]);
  return status;
}
