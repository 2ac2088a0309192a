import type { ComponentChildren } from 'preact';
import './empty.css';

/**
 * The empty state of a list: says what the list would show, and how to add the first record.
 * Use it instead of an empty table or list. Don't use it while a list loads (`Busy`) or after loading failed.
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
