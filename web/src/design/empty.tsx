import type { ComponentChildren } from 'preact';
import './empty.css';

/**
 * The empty state, which stands where a list has nothing: what would be here, and what to do so that something is.
 * Use it instead of an empty table or list. Don't use it while something loads (`Busy`), or where it failed.
 */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}
