import type { ComponentChildren } from 'preact';
import './card.css';

type CardProps = {
  /** Its words, or a link with them where there is a page about it. */
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  /** What stands at its lower edge, at the same height as in the cards beside it. */
  readonly foot?: ComponentChildren;
};

/** A row of cards, as many beside one another as there is room for. */
export function Cards({ children }: { readonly children: readonly ComponentChildren[] }) {
  return (
    <ul class="cards">
      {children.map((card, index) => (
        <li key={index}>{card}</li>
      ))}
    </ul>
  );
}

/**
 * A card: one thing of several of the same kind, with its heading (`h3`).
 * Use it for a few things that are looked at side by side. Don't use it for many: those are a table. Nor for one
 * alone: that is the page. By keyboard a card is nothing; what is pressed stands in it.
 */
export function Card({ title, children, foot }: CardProps) {
  return (
    <article class="card">
      <h3>{title}</h3>
      {children}
      {foot !== undefined && <div class="foot">{foot}</div>}
    </article>
  );
}
