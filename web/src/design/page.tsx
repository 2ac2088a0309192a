import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

type PageProps = {
  readonly title: string;
  /** The content's largest width: `narrow` is a phone's, `wide` a desk's. By default it fills the space beside the navigation. */
  readonly width?: 'narrow' | 'wide';
  /** The bar on top: back, language, leave. */
  readonly bar: ComponentChildren;
  readonly navigation?: ComponentChildren;
  /** The label of the button that moves the focus past the navigation; needed if there is navigation. */
  readonly skip?: string;
  /**
   * How many pages she has opened so far. When it changes, the heading gets the focus, so that a screen reader announces
   * the new page; at 0, the first page, the focus stays.
   */
  readonly visit?: number;
  /** Stays in sight at the lower edge of the screen. */
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
};

/**
 * The page, the frame of every screen: bar, navigation, one `h1`, content.
 * Draw it once, with no other `h1` or `main` in it. By keyboard: the skip button comes first, then the bar, the
 * navigation, the content.
 */
export function Page({ title, width, bar, navigation, skip, visit = 0, foot, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (visit > 0) heading.current?.focus();
  }, [visit]);
  const main = (
    <main {...(width === undefined ? {} : { class: width })}>
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </main>
  );
  return (
    <>
      {skip !== undefined && (
        <button type="button" class="skip" onClick={() => heading.current?.focus()}>
          {skip}
        </button>
      )}
      <header class="bar">{bar}</header>
      {navigation === undefined ? (
        main
      ) : (
        <div class="beside">
          {navigation}
          {main}
        </div>
      )}
      {foot}
    </>
  );
}
