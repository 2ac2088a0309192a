import { hashKey, type UseQueryResult, useQuery } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { Busy, Skeleton } from '../../design/progress.tsx';
import { t } from '../text.ts';
import { ReadingFailure } from './failure.tsx';
import { queries } from './queries.ts';
import { useShownFailure } from './unread.tsx';

/** What others change is seen within two minutes, and when the browser's window gets the focus. */
export const stayingCurrent = { refetchInterval: 2 * 60_000, refetchOnWindowFocus: 'always' } as const;

/** What a page has of a reading: what came of the request, and a function that reads again. */
export type ReadResult<Data> = Pick<UseQueryResult<Data>, 'data' | 'error' | 'isError'> & {
  /** Reads again. What comes was asked for after this call: an earlier request that is still on its way is given up. */
  readonly refetch: () => Promise<unknown>;
  /** By which the page's `UnreadNotice` knows it. Undefined if it was put together from others. */
  readonly key?: string;
};

/**
 * Reading from the API on a desk's page: gives the state of the request, for `Reading` to show. Each visit of the page
 * sends a new request, and the API logs each reading of a name.
 * @param options.staysCurrent for a list of what waits: it is read again while it is shown
 */
export function useRead<Data>(
  key: readonly unknown[],
  read: () => Promise<Data>,
  { staysCurrent = false }: { readonly staysCurrent?: boolean } = {},
): ReadResult<Data> {
  const { data, error, isError, refetch } = useQuery({
    queryKey: key,
    queryFn: read,
    meta: { isOfPage: true },
    ...(staysCurrent ? stayingCurrent : {}),
  });
  return {
    data,
    error,
    isError,
    key: hashKey(key),
    refetch: async () => {
      // The library's own `refetch` waits for a first reading that is on its way, which may not know what was just changed.
      await queries.cancelQueries({ queryKey: key, exact: true });
      return refetch();
    },
  };
}

type ReadingProps<Data> = {
  readonly of: ReadResult<Data>;
  readonly children: (data: Data) => ComponentChildren;
};

function ReadFailure({ of }: { readonly of: ReadResult<unknown> }) {
  useShownFailure(of.key);
  return (
    <ReadingFailure
      failure={of.error}
      after={
        <button type="button" class="second small" onClick={() => void of.refetch()}>
          {t('again')}
        </button>
      }
    />
  );
}

/**
 * Shows what was read from the API on a desk's page: draws its data, a failure with a button to try again, or "Loading …" and the place
 * of what is coming. While it is read again, the page keeps what it has.
 */
export function Reading<Data>({ of, children }: ReadingProps<Data>) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.isError) return <ReadFailure of={of} />;
  return (
    <>
      <Busy text={t('loading')} />
      <Skeleton />
    </>
  );
}
