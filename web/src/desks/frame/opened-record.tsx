import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { type MessageKey, t } from '../text.ts';

type OpenedRecordProps = {
  /** The text and the address of the link back to the list, or to the record that this one was opened from. */
  readonly backLabel: MessageKey;
  readonly backTo: Address;
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
};

/**
 * A record that was opened from a desk's list, with its heading and a link back. The keyboard focus moves to its heading
 * when it opens, and to the page's heading when it closes.
 */
export function OpenedRecord({ backLabel, backTo, title, children }: OpenedRecordProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    return () => document.querySelector<HTMLElement>('main h1')?.focus();
  }, []);
  return (
    <>
      <a class="link back" href={hrefOf(...backTo)}>
        ‹ {t(backLabel)}
      </a>
      <h2 tabIndex={-1} ref={heading}>
        {title}
      </h2>
      {children}
    </>
  );
}
