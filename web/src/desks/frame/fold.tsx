import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type MessageKey, t } from '../text.ts';

type FoldProps = {
  readonly label: MessageKey;
  /** Opens the section and moves the focus to it at each new number above 0, for a button elsewhere on the page. */
  readonly openSignal?: number;
  readonly children: ComponentChildren;
};

/** A collapsed section of a desk's page. Its content is drawn, and its data loaded, only when it is first opened. */
export function Fold({ label, openSignal = 0, children }: FoldProps) {
  const [wasOpened, setOpened] = useState(false);
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (openSignal === 0 || details.current === null) return;
    details.current.open = true;
    setOpened(true);
    details.current.querySelector('summary')?.focus();
  }, [openSignal]);
  return (
    <details ref={details} onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary>{t(label)}</summary>
      {wasOpened && children}
    </details>
  );
}
