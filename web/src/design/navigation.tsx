import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { t } from './text.ts';
import './navigation.css';

type NavigationItem = {
  readonly key: string;
  readonly title: string;
  /** The heading that it stands under, with all others of the same. */
  readonly group?: string;
  readonly isCurrent: boolean;
  /** The address of its page: `#/members`. */
  readonly href: string;
  /** Called when the link is pressed, before its page opens; also if that page is open already. */
  readonly onChoose?: () => void;
  /** For example the number of records that wait there. */
  readonly badge?: ComponentChildren;
};

type NavigationProps = { readonly label: string; readonly items: readonly NavigationItem[] };

/**
 * The navigation beside a page: a list of links to the other pages, in groups if they are many; on a narrow screen a button opens the
 * list. It stays in sight while the page scrolls.
 * Use it for the pages of a desk. Don't use it on the leader's phone, whose home screen has tiles, or for steps in a fixed
 * order. By keyboard: Tab goes to the next link, Enter opens it. Escape closes the opened list of a narrow screen and
 * puts the focus on its button.
 */
export function Navigation({ label, items }: NavigationProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const menuButton = useRef<HTMLButtonElement>(null);
  const currentItem = items.find(({ isCurrent }) => isCurrent);
  const closeByEscape = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !isOpen) return;
    setOpen(false);
    menuButton.current?.focus();
  };
  const drawItem = ({ key, title, isCurrent, href, onChoose, badge }: NavigationItem) => (
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
  );
  return (
    <div class="navigation">
      <button
        type="button"
        class="menu"
        ref={menuButton}
        onKeyDown={closeByEscape}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden="true">☰</span> {t('design.menu')}
        {currentItem !== undefined && <span class="soft">{currentItem.title}</span>}
      </button>
      <nav aria-label={label} id={id} data-open={isOpen}>
        <ul>
          {[...Map.groupBy(items, ({ group }) => group)].map(([group, members]) =>
            group === undefined ? (
              members.map(drawItem)
            ) : (
              <li key={group}>
                <span class="group">{group}</span>
                <ul>{members.map(drawItem)}</ul>
              </li>
            ),
          )}
        </ul>
      </nav>
    </div>
  );
}
