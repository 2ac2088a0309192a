import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

type AlertProps = {
  /** Whether something is wrong; otherwise it warns or asks. */
  readonly isError?: boolean;
  readonly children: ComponentChildren;
};

/** What appears while somebody works and must be seen: it is read out, and the page moves until nothing covers it. */
export function Alert({ isError = false, children }: AlertProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div class={isError ? 'error' : 'warning'} role="alert" ref={element}>
      {children}
    </div>
  );
}
