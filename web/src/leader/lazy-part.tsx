import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from './text.ts';

/** Makes a lazy part of a leader's screen: its code is loaded when the part is first shown; nothing is drawn until then. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  // Kept for the next time that the part is shown.
  let loaded: ComponentType<Props> | undefined;
  return function LazyPart(props: Props) {
    // As a function, since a component itself would be taken for one that computes the state.
    const [Part, setPart] = useState<ComponentType<Props> | undefined>(() => loaded);
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded !== undefined) return;
      load().then(
        (component) => {
          loaded = component;
          setPart(() => component);
        },
        () => setFailed(true),
      );
    }, []);
    if (Part !== undefined) return <Part {...props} />;
    return hasFailed ? <p class="warning">{t('later.explain')}</p> : null;
  };
}
