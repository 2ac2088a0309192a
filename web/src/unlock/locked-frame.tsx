import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { LeaveBar } from '../shell/leave-bar.tsx';
import { ReadAloud } from '../shell/read-aloud.tsx';

/**
 * The frame of every screen of the locked phone, where nothing that is stored can be read, and of its set-up: a title, and
 * the button that leaves the app.
 */
export function LockedFrame({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Screen readers read out what gets the focus: so they announce that another screen has opened.
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
