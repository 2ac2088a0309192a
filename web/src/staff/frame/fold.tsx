import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type MessageKey, t } from '../text.ts';

/** A collapsed section: its content is neither rendered nor loaded until it is opened. */
export function Fold({ label, children }: { label: MessageKey; children: ComponentChildren }) {
  const [wasOpened, setOpened] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary>{t(label)}</summary>
      {wasOpened && children}
    </details>
  );
}
