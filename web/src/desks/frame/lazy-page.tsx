import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Busy } from '../../design/progress.tsx';
import { t } from '../text.ts';

/**
 * Makes a page of a desk lazy: its code is loaded when somebody first opens it. For large pages that few people need.
 * @param load imports the page's component
 */
export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loading: Promise<ComponentType<Props>> | undefined;
  return function LazyPage(props: Props) {
    const [Page, setPage] = useState<ComponentType<Props>>();
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      loading ??= load();
      loading.then(
        // A component is itself a function, which `setPage` would call if it were given alone.
        (page) => setPage(() => page),
        () => {
          // The next visit tries again.
          loading = undefined;
          setFailed(true);
        },
      );
    }, []);
    if (Page !== undefined) return <Page {...props} />;
    return hasFailed ? (
      <p class="error" role="alert">
        {t('failed')}
      </p>
    ) : (
      <Busy text={t('loading')} />
    );
  };
}
