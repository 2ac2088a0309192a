import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Frame, LeaveBar } from './frame.tsx';
import { t } from './text.ts';

/**
 * A leader's screen whose code is loaded at its first use. The service worker caches it from the start; before that it
 * needs a network.
 */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const [Screen, setScreen] = useState<ComponentType<Props> | undefined>(() => loaded);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded !== undefined) return;
      load().then(
        (component) => {
          loaded = component;
          setScreen(() => component);
        },
        () => setFailed(true),
      );
    }, []);
    if (Screen !== undefined) return <Screen {...props} />;
    if (!failed) return <LeaveBar />;
    return (
      <Frame title={t('later.title')} back={{ name: 'home' }}>
        <p class="warning">{t('later.explain')}</p>
      </Frame>
    );
  };
}
