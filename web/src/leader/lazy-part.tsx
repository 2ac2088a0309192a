import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from './text.ts';

/** A part of a leader's screen whose code is loaded when it is first shown; the service worker caches it from the start. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Later(props: Props) {
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
