import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { type MessageKey, t } from '../text.ts';

type OpenedProps = {
  /** The list or record to return to. */
  readonly back: MessageKey;
  readonly backTo: Address;
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
};

/**
 * One record of a desk's list, opened. The keyboard focus moves to its heading when it opens, and to the list's when it
 * closes.
 */
export function Opened({ back, backTo, title, children }: OpenedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    return () => document.querySelector<HTMLElement>('main h1')?.focus();
  }, []);
  return (
    <>
      <a class="link back" href={hrefOf(...backTo)}>
        ‹ {t(back)}
      </a>
      <h2 tabIndex={-1} ref={heading}>
        {title}
      </h2>
      {children}
    </>
  );
}
