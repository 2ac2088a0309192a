import type { ComponentChildren } from 'preact';
import './badge.css';

type BadgeProps = {
  /** `count`: how much waits. The others say how it stands; the word says it too, so that nobody needs the colour. */
  readonly tone?: 'plain' | 'good' | 'care' | 'bad' | 'count';
  readonly children: ComponentChildren;
};

/**
 * The badge: a word or a number about what stands beside it.
 * Use it for a state that is looked for in a list: missing, overdue, urgent. Don't use it for a sentence, and don't
 * make it a button: it can't be pressed.
 */
export function Badge({ tone = 'plain', children }: BadgeProps) {
  return <span class={`badge ${tone}`}>{children}</span>;
}
