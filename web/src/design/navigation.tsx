import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { t } from './text.ts';
import './navigation.css';

type NavigationProps = {
  readonly label: string;
  readonly items: readonly {
    readonly key: string;
    readonly title: string;
    readonly isCurrent: boolean;
    /** The address of its page: `#/members`. */
    readonly href: string;
    /** Called before the page opens, also where it is open already. */
    readonly onChoose?: () => void;
    /** Such as how much waits there. */
    readonly badge?: ComponentChildren;
  }[];
};

/**
 * The navigation of a page: where one can go from here, as a list beside the page, on a narrow screen behind a
 * button.
 * Use it for the screens of a desk. Don't use it on the leader's phone, whose home has few and big tiles, or for
 * steps in an order. By keyboard: Tab goes from one to the next, Enter opens it; Escape closes the narrow list, and
 * the focus is at its button again.
 */
export function Navigation({ label, items }: NavigationProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const menu = useRef<HTMLButtonElement>(null);
  const current = items.find(({ isCurrent }) => isCurrent);
  const closeByEscape = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !isOpen) return;
    setOpen(false);
    menu.current?.focus();
  };
  return (
    <div class="navigation">
      <button
        type="button"
        class="menu"
        ref={menu}
        onKeyDown={closeByEscape}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden="true">☰</span> {t('design.menu')}
        {current !== undefined && <span class="soft">{current.title}</span>}
      </button>
      <nav aria-label={label} id={id} data-open={isOpen}>
        <ul>
          {items.map(({ key, title, isCurrent, href, onChoose, badge }) => (
            <li key={key}>
              <a
                href={href}
                aria-current={isCurrent ? 'page' : undefined}
                onKeyDown={closeByEscape}
                onClick={() => {
                  setOpen(false);
                  onChoose?.();
                }}
              >
                {title}
              </a>
              {badge}
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
