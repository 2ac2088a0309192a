import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Desk, Status } from './desk.ts';
import type { Go } from './screen.ts';

type Here = { readonly desk: Desk; readonly go: Go };

export const HereContext = createContext<Here | undefined>(undefined);

/** The unlocked phone (`desk`) and the way to other screens (`go`). */
export function useHere(): Here {
  const here = useContext(HereContext);
  if (here === undefined) throw new Error('Nothing is unlocked here.');
  return here;
}

/**
 * How many operations are unsent, and whether they are being sent. A component that calls it renders again whenever
 * that, or anything stored on the phone, changes; many call it for that alone.
 */
export function useStatus(): Status {
  const { desk } = useHere();
  const [status, setStatus] = useState(desk.status());
  useEffect(() => desk.onStatus(() => setStatus(desk.status())), [desk]);
  return status;
}
