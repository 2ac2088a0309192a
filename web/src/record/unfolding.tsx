import type { ComponentChildren } from 'preact';

/** In the record shown to a woman, a part that is folded until she asks for it; on paper it is open. */
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
