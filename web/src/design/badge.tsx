import type { ComponentChildren } from 'preact';
import './badge.css';

type BadgeProps = {
  /**
   * `count` is for a number of waiting records, `late` for one of which something is late or urgent. The others colour a state, which the badge's word names as well; `care`
   * means that it needs attention.
   */
  readonly tone?: 'plain' | 'good' | 'care' | 'bad' | 'count' | 'late';
  readonly children: ComponentChildren;
};

/**
 * A badge: a word or a number about the text beside it.
 * Use it for states that stand out in a list: missing, overdue, urgent. Don't use it for a sentence or as a button.
 */
export function Badge({ tone = 'plain', children }: BadgeProps) {
  return <span class={`badge ${tone}`}>{children}</span>;
}
