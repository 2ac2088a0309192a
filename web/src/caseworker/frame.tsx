import type { ComponentProps } from 'preact';
import { Frame as PhoneFrame } from '../phone/frame.tsx';
import { waitingCases } from './cases/taking.ts';
import { useHere } from './context.ts';
import type { Screen } from './screen.ts';
import { t } from './text.ts';

/** The frame of the caseworker's screens: Back may lead to any of them, and an urgent case that nobody has taken is told on top. */
export function Frame({ children, ...frame }: ComponentProps<typeof PhoneFrame<Screen>>) {
  return (
    <PhoneFrame<Screen> {...frame}>
      <Unclaimed />
      {children}
    </PhoneFrame>
  );
}

/** How many urgent cases of her districts nobody has taken; leads to the one, or to the list. */
function Unclaimed() {
  const { workspace, go } = useHere();
  const [first, ...others] = waitingCases(workspace.rows);
  if (first === undefined) return null;
  return (
    <button
      type="button"
      class="second unclaimed"
      onClick={() => go(others.length === 0 ? { name: 'take', id: first.id } : { name: 'cases' })}
    >
      {t('unclaimed', { count: others.length + 1 })} ›
    </button>
  );
}
