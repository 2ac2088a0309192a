import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ReadAloud } from '../../shell/read-aloud.tsx';
import { LeaveBar } from '../frame.tsx';

/** A screen while nothing is open: a title, and the way out. */
export function Bare({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A reader of the screen hears that what was there is closed.
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

export function PinField({
  label,
  value,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  return (
    <label class="field">
      {label}
      <input
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        class="pin"
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value.replaceAll(/\D/g, ''))}
      />
    </label>
  );
}
