import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type MessageKey, t } from '../text.ts';
import { CloseSection } from './forms/saved.ts';

type FoldProps = {
  readonly label: MessageKey;
  /** Opens the section and moves the focus to it at each new number above 0, for a button elsewhere on the page. */
  readonly openSignal?: number;
  /** Called whenever the section is opened or closed. */
  readonly onToggle?: (isOpen: boolean) => void;
  readonly children: ComponentChildren;
};

/**
 * A collapsed section of a desk's page. Its content is drawn, and its data loaded, only when it is first opened. A form in
 * it closes it once it is saved: then its content is gone, and with it what was typed.
 */
export function Fold({ label, openSignal = 0, onToggle, children }: FoldProps) {
  const [wasOpened, setOpened] = useState(false);
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (openSignal === 0 || details.current === null) return;
    details.current.open = true;
    setOpened(true);
    details.current.querySelector('summary')?.focus();
  }, [openSignal]);
  const close = useCallback(() => {
    if (details.current === null) return;
    details.current.open = false;
    setOpened(false);
    details.current.querySelector('summary')?.focus();
  }, []);
  return (
    <details
      ref={details}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) setOpened(true);
        onToggle?.(currentTarget.open);
      }}
    >
      <summary>{t(label)}</summary>
      {wasOpened && <CloseSection.Provider value={close}>{children}</CloseSection.Provider>}
    </details>
  );
}
