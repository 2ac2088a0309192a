import type { ComponentChildren } from 'preact';

/** A part of what is kept of a woman that is folded until she asks for it; on paper it is open. */
export function Unfolding({
  label,
  isOpen = false,
  children,
}: {
  readonly label: string;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <details open={isOpen}>
      <summary>{label}</summary>
      {children}
    </details>
  );
}
