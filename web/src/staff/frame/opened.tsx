import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type MessageKey, t } from '../text.ts';

type OpenedProps = {
  /** The list to return to. */
  readonly back: MessageKey;
  readonly onBack: () => void;
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
};

/** One record of a list. The keyboard focus moves to its heading when it opens, and to the list's when it closes. */
export function Opened({ back, onBack, title, children }: OpenedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    return () => document.querySelector<HTMLElement>('main h1')?.focus();
  }, []);
  return (
    <>
      <button type="button" class="link" onClick={onBack}>
        ‹ {t(back)}
      </button>
      <h2 tabIndex={-1} ref={heading}>
        {title}
      </h2>
      {children}
    </>
  );
}
