import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { Busy } from '../../design/progress.tsx';
import { t } from '../text.ts';
import { Failure } from './form.tsx';

/** Reads data for a desk's page from the API. Reading a name again is a new request and is logged again. */
export function useRead<Data>(key: readonly unknown[], read: () => Promise<Data>): UseQueryResult<Data> {
  return useQuery({ queryKey: key, queryFn: read });
}

/** The query key of the numbers beside a desk's navigation. */
export const waitingCounts = 'badge';

/** Counts again what waits (the numbers beside a desk's navigation), after something of it was dealt with. */
export function useRecount(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [waitingCounts] });
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
  return <Busy text={t('loading')} />;
}
