import type { ComponentChildren } from 'preact';
import './card.css';

type CardProps = {
  /** A text, or a link if the card's subject has a page. */
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  /** Aligned with the lower edge of the cards beside it. */
  readonly foot?: ComponentChildren;
};

type CardsProps = {
  readonly children: readonly ComponentChildren[];
  /** Whether each holds a table of its own, and so is nearly twice as wide. */
  readonly isWide?: boolean;
};

/** A grid of cards, as many in a row as fit. */
export function Cards({ children, isWide = false }: CardsProps) {
  return (
    <ul class={isWide ? 'cards wide' : 'cards'}>
      {children.map((card, index) => (
        <li key={index}>{card}</li>
      ))}
    </ul>
  );
}

/**
 * A card: one of a few records of the same kind that are compared side by side, with its heading (`h3`).
 * Use a `Table` for many records, and the page itself for a single one. A card takes no keyboard focus; links and buttons
 * inside it do.
 */
export function Card({ title, children, foot }: CardProps) {
  return (
    <article class="card">
      <h3>{title}</h3>
      {children}
      {foot && <div class="card-foot">{foot}</div>}
    </article>
  );
}
