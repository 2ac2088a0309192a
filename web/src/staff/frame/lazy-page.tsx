import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Busy } from '../../design/progress.tsx';
import { t } from '../text.ts';

/** A lazy page of a desk, whose code is loaded when it is first opened, since few people need it. */
export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loading: Promise<ComponentType<Props>> | undefined;
  return function Later(props: Props) {
    const [Page, setPage] = useState<ComponentType<Props>>();
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      loading ??= load();
      loading.then(
        (page) => setPage(() => page),
        () => {
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
