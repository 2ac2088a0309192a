import { type UseQueryResult, useQuery } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { Failure } from './form.tsx';
import { t } from './text.ts';

/** Reads something for a screen; a name that is asked for again is read, and logged, again. */
export function useRead<Data>(key: readonly unknown[], read: () => Promise<Data>): UseQueryResult<Data> {
  return useQuery({ queryKey: key, queryFn: read });
}

type ReadingProps<Data> = {
  readonly of: UseQueryResult<Data>;
  readonly children: (data: Data) => ComponentChildren;
};

export function Reading<Data>({ of, children }: ReadingProps<Data>) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.isError) {
    return (
      <>
        <Failure failure={of.error} />
        <button type="button" class="second small" onClick={() => void of.refetch()}>
          {t('again')}
        </button>
      </>
    );
  }
  return <p role="status">{t('loading')}</p>;
}
