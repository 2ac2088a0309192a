import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { Badge } from '../../design/badge.tsx';
import { type MessageKey, t } from '../text.ts';

/** The first part of the query key of every count. */
const waitingCounts = 'badge';

const refreshMs = 5 * 60_000;

/**
 * Refreshes the counts of waiting records beside a desk's navigation. Call it after she has dealt with one of them.
 */
export function useRecount(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [waitingCounts] });
}

type WaitingCountProps = {
  /** The title of the page whose records wait. */
  readonly of: MessageKey;
  readonly count: () => Promise<number>;
};

/**
 * The count of waiting records beside a title in a desk's navigation. It is refreshed every few minutes and when the
 * browser's window gets the focus.
 */
export function WaitingCount({ of, count }: WaitingCountProps) {
  // No badge until the first count is there, and if it fails.
  const { data = 0 } = useQuery({
    queryKey: [waitingCounts, of],
    queryFn: count,
    refetchInterval: refreshMs,
    refetchOnWindowFocus: 'always',
  });
  if (data === 0) return null;
  return (
    <Badge tone="count">
      {data}
      <span class="hidden-text"> {t('waiting.badge')}</span>
    </Badge>
  );
}
