import type { ComponentChildren } from 'preact';
import './figure.css';

type FigureProps = {
  /** What the number counts, or the period that it is of. */
  readonly label: string;
  /** The formatted number: `1,234`, `₹1,23,456`, `84.2 %`. */
  readonly value: ComponentChildren;
  /** The change since the number before: in words, and as a difference whose sign chooses the arrow. */
  readonly change?: { readonly difference: number; readonly text: string } | undefined;
  /** For a second number below the main one of a card. */
  readonly isSmall?: boolean;
};

/** A list of `Figure`s, one below the other. */
export function Figures({ children }: { readonly children: ComponentChildren }) {
  return <dl class="figures-list">{children}</dl>;
}

/**
 * A number with its name and, if it is known, its change. Put it in `Figures`.
 *
 * Use it for the few numbers that a page is opened for; show more than a handful in a `Table`. An increase is neither
 * green nor red: more cases may be good news or bad.
 */
export function Figure({ label, value, change, isSmall = false }: FigureProps) {
  const difference = change?.difference ?? 0;
  const direction = difference > 0 ? 'up' : difference < 0 ? 'down' : 'same';
  return (
    <div class={isSmall ? 'figure small' : 'figure'}>
      <dt>{label}</dt>
      <dd class="value">{value}</dd>
      {change !== undefined && (
        <dd class={`change ${direction}`} data-change={change.difference}>
          {change.text}
        </dd>
      )}
    </div>
  );
}
