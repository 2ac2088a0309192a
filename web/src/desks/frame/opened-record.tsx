import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Badge } from '../../design/badge.tsx';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { type MessageKey, t } from '../text.ts';
import { AboutRecord } from './forms/saved.ts';

type OpenedRecordProps = {
  /** The text and the address of the link back to the list, or to the record that this one was opened from. */
  readonly backLabel: MessageKey;
  readonly backTo: Address;
  readonly title: ComponentChildren;
  /** What must be known before anything is done with the record, such as that she has asked to stop: it stands in the heading. */
  readonly mark?: string | undefined;
  /** The code of the person or case, or the group's name: by it a banner says about what something was saved. */
  readonly about?: string | undefined;
  readonly children: ComponentChildren;
};

/**
 * A record that was opened from a desk's list, with its heading and a link back. The keyboard focus moves to its heading
 * when it opens, and to the page's heading when it closes.
 */
export function OpenedRecord({ backLabel, backTo, title, mark, about, children }: OpenedRecordProps) {
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
        {title} {mark !== undefined && <Badge tone="bad">{mark}</Badge>}
      </h2>
      <AboutRecord.Provider value={about}>{children}</AboutRecord.Provider>
    </>
  );
}
