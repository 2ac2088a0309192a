import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Frame, LeaveBar } from './frame.tsx';
import { t } from './text.ts';

type Load<Props> = () => Promise<ComponentType<Props>>;

/**
 * Makes a component whose code is loaded when it is first shown. That needs a network only until the service worker has cached all code,
 * soon after the first start.
 * @param instead what is drawn while it is loaded, and if that failed
 */
function lazy<Props extends object>(
  load: Load<Props>,
  instead: (hasFailed: boolean) => ComponentChildren,
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
    return Loaded === undefined ? instead(hasFailed) : <Loaded {...props} />;
  };
}

const LaterWarning = () => <p class="warning">{t('later.explain')}</p>;

/** Makes a lazy part of a leader's screen: nothing is drawn until it is loaded. */
export const lazyPart = <Props extends object>(load: Load<Props>): ComponentType<Props> =>
  lazy(load, (hasFailed) => hasFailed && <LaterWarning />);

/** Makes a lazy screen of the leader's app. */
export const lazyScreen = <Props extends object>(load: Load<Props>): ComponentType<Props> =>
  lazy(load, (hasFailed) =>
    hasFailed ? (
      <Frame title={t('later.title')} back={{ name: 'home' }}>
        <LaterWarning />
      </Frame>
    ) : (
      <LeaveBar />
    ),
  );
