import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type MessageKey, t } from './text.ts';

/** What is there when it is wanted: before it is opened nothing of it is drawn, and nothing for it is read. */
export function Fold({ label, children }: { label: MessageKey; children: ComponentChildren }) {
  const [wasOpened, setOpened] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary>{t(label)}</summary>
      {wasOpened && children}
    </details>
  );
}
