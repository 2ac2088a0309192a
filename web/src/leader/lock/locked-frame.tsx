import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ReadAloud } from '../../shell/read-aloud.tsx';
import { LeaveBar } from '../frame.tsx';

/** The frame of every screen of the locked phone and of its set-up: a title, and Leave. */
export function LockedFrame({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Screen readers announce that the previous screen has closed.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <LeaveBar />
      <main class="narrow">
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {children}
        <ReadAloud />
      </main>
    </>
  );
}
