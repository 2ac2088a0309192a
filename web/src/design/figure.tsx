import type { ComponentChildren } from 'preact';
import './figure.css';

type FigureProps = {
  /** What it counts, or of when it is. */
  readonly label: string;
  /** As it is read: `1,234`, `₹1,23,456`, `84.2 %`. */
  readonly value: ComponentChildren;
  /** What it is more or less than before, in words; `by` is the difference, whose sign is drawn as an arrow. */
  readonly change?: { readonly by: number; readonly said: string } | undefined;
  /** One that is beside a bigger one. */
  readonly isSmall?: boolean;
};

/** Figures that belong together, one below the other. */
export function Figures({ children }: { readonly children: ComponentChildren }) {
  return <dl class="figures-list">{children}</dl>;
}

/**
 * A number with its name and, where it is known, its change. It stands in `Figures`.
 *
 * Use it for what somebody came to see. Don't use it for more than a handful on a screen: those are a table. An increase is neither green
 * nor red: more cases may be good news or bad.
 */
export function Figure({ label, value, change, isSmall = false }: FigureProps) {
  return (
    <div class={isSmall ? 'figure small' : 'figure'}>
      <dt>{label}</dt>
      <dd class="value">{value}</dd>
      {change !== undefined && (
        <dd
          class={`change ${change.by > 0 ? 'up' : change.by < 0 ? 'down' : 'same'}`}
          data-change={change.by}
        >
          {change.said}
        </dd>
      )}
    </div>
  );
}
