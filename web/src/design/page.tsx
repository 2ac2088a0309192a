import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

type PageProps = {
  readonly title: string;
  /** `narrow`: a phone's column. `wide`: something to read at a desk. Without it the page takes what is beside its navigation. */
  readonly width?: 'narrow' | 'wide';
  /** What stands in the bar on top: the way back, the language, the way out. */
  readonly bar: ComponentChildren;
  readonly navigation?: ComponentChildren;
  /** What the link past the navigation is called; needed where there is one. */
  readonly skip?: string;
  /** Counts the arrivals. The heading gets the focus whenever it changes, so that a reader of the screen hears where she is; 0: not yet. */
  readonly visit?: number;
  /** What stays in sight below. */
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
};

/**
 * The page, the frame of a screen: bar, navigation, one `h1`, content.
 * Use it once a screen. Don't put a second `h1` or `main` into it. By keyboard: the skip link comes first, then the
 * bar, the navigation, the content.
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
