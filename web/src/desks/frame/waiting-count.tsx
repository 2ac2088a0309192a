import { useQuery } from '@tanstack/preact-query';
import { useEffect, useRef } from 'preact/hooks';
import { Badge } from '../../design/badge.tsx';
import { type MessageKey, t } from '../text.ts';
import { queries } from './queries.ts';
import { stayingCurrent } from './reading.tsx';

/** The first part of the query key of every count. */
const waitingCounts = 'badge';

/** The query key of what counts are taken from, which so is read again whenever they are. */
export const countKey = (of: string): readonly string[] => [waitingCounts, of];

/** Calls by POST that only ask: their question would be personal in an address. */
const questions: readonly string[] = ['/api/members/search', '/api/codes', '/api/exports'];

/** Refreshes the counts of waiting records beside a desk's navigation, after an accepted call that changed something. */
export const recount = async (path: string): Promise<void> => {
  if (questions.includes(path)) return;
  const counts = { queryKey: [waitingCounts] };
  // A first count that is on its way may not know of the change, and the library would wait for it.
  await queries.cancelQueries(counts);
  await queries.invalidateQueries(counts);
};

/** The query of how many records wait on a page: its badge and the first page share one request. */
export const waitingQuery = ({ of, count }: WaitingCountProps) => ({
  queryKey: countKey(of),
  queryFn: count,
  ...stayingCurrent,
});

/** Calls back when a count has changed, for the page that is open and shows what is counted. */
export function useCountChange(counted: WaitingCountProps, onChange: () => unknown): void {
  const { data } = useQuery(waitingQuery(counted));
  const before = useRef(data);
  useEffect(() => {
    if (before.current !== undefined && data !== undefined && data !== before.current) void onChange();
    before.current = data;
  }, [data]);
}

type WaitingCountProps = {
  /** The title of the page whose records wait. */
  readonly of: MessageKey;
  readonly count: () => Promise<number>;
  /** Whether those are late or urgent. */
  readonly isUrgent?: boolean | undefined;
};

/**
 * The count of waiting records beside a title in a desk's navigation. It is refreshed after each change that she makes (`recount`), and
 * stays current with those of others.
 */
export function WaitingCount(props: WaitingCountProps) {
  // No badge until the first count is there, and if it fails.
  const { data = 0 } = useQuery(waitingQuery(props));
  if (data === 0) return null;
  return (
    <Badge tone={props.isUrgent ? 'late' : 'count'}>
      {data}
      <span class="hidden-text"> {t('waiting.badge')}</span>
    </Badge>
  );
}
