import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { LeaveBar } from '../shell/leave-bar.tsx';
import { Frame } from './frame.tsx';
import { t } from './text.ts';

/**
 * Makes a screen of the leader's app whose code is loaded when it is first shown. That needs a network only until the service worker has
 * cached all code, soon after the first start.
 */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  // Kept for the next time that it is shown.
  let loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    // As a function, since a component itself would be taken for one that computes the state.
    const [Loaded, setLoaded] = useState<ComponentType<Props> | undefined>(() => loaded);
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded !== undefined) return;
      load().then(
        (component) => {
          loaded = component;
          setLoaded(() => component);
        },
        () => setFailed(true),
      );
    }, []);
    if (Loaded !== undefined) return <Loaded {...props} />;
    if (!hasFailed) return <LeaveBar />;
    return (
      <Frame title={t('later.title')} back={{ name: 'home' }}>
        <p class="warning">{t('later.explain')}</p>
      </Frame>
    );
  };
}
