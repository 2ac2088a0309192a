import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type MessageKey, t } from '../text.ts';

type FoldProps = {
  readonly label: MessageKey;
  /** Opens it each time that this becomes another number than 0: something else on the page leads here. */
  readonly opens?: number;
  readonly children: ComponentChildren;
};

/** A collapsed section of a desk's page: its content is neither rendered nor loaded until it is opened. */
export function Fold({ label, opens = 0, children }: FoldProps) {
  const [wasOpened, setOpened] = useState(false);
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (opens === 0 || details.current === null) return;
    details.current.open = true;
    setOpened(true);
    details.current.querySelector('summary')?.focus();
  }, [opens]);
  return (
    <details ref={details} onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary>{t(label)}</summary>
      {wasOpened && children}
    </details>
  );
}
