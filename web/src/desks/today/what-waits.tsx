import { useQueries } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import type { Screen } from '../frame/desk.tsx';
import { ReadingFailure } from '../frame/failure.tsx';
import { waitingQuery } from '../frame/waiting-count.tsx';
import { type MessageKey, t } from '../text.ts';

/** Records that wait on another page. */
export type Waiting = {
  /** The title of that page. */
  readonly of: MessageKey;
  readonly address: Address;
  readonly count: () => Promise<number>;
  /** The sentence of the first page about this many records. */
  readonly say: (count: number) => string;
  /** Whether the line stands out among the others. */
  readonly isUrgent?: boolean;
};

/** What waits on other pages, as their own badges count it. @param keys of the pages, the most urgent first */
export const waitingOn = (screens: readonly Screen[], keys: readonly string[]): readonly Waiting[] =>
  keys.flatMap((key) => {
    const { title, countWaiting, sayWaiting } = screens.find((screen) => screen.key === key) ?? {};
    if (title === undefined || countWaiting === undefined || sayWaiting === undefined) return [];
    return [
      { of: title, address: [key], count: countWaiting, say: (count: number) => t(sayWaiting, { count }) },
    ];
  });

/** Reads the count of each kind of waiting records. */
const useCounts = (of: readonly Waiting[]) => {
  const counts = useQueries({ queries: of.map(waitingQuery) });
  return of.map((waiting, index) => ({ waiting, read: counts[index] }));
};

type WhatWaitsProps = {
  readonly of: readonly Waiting[];
  /** Whether the rest of the page also says what is to do. Then "nothing waits" would be untrue, and is left out. */
  readonly isSilentIfNone?: boolean;
};

/** On a desk's first page: a line with a link for each page on which something waits, in the given order; or that nothing waits. */
export function WhatWaits({ of, isSilentIfNone = false }: WhatWaitsProps) {
  const isNone = useCounts(of).every(({ read }) => read?.data === 0);
  if (isSilentIfNone && isNone) return null;
  return (
    <section aria-label={t('waits')}>
      <h2>{t('waits')}</h2>
      {isNone && <p class="soft">{t('waits.nothing')}</p>}
      <ul class="waits">
        <WaitingLines of={of} />
      </ul>
    </section>
  );
}

/** A line with a link for each page on which something waits. */
export const WaitingLines = ({ of }: { readonly of: readonly Waiting[] }) => (
  <>
    {useCounts(of).map(({ waiting, read }) => {
      if (read?.isError) {
        return (
          <li key={waiting.of}>
            <ReadingFailure failure={read.error} before={`${t(waiting.of)}: `} />
          </li>
        );
      }
      const count = read?.data ?? 0;
      return (
        count > 0 && (
          <li key={waiting.of} {...(waiting.isUrgent ? { class: 'urgent' } : {})}>
            <a href={hrefOf(...waiting.address)}>{waiting.say(count)}</a>
          </li>
        )
      );
    })}
  </>
);

const sayUrgent = ({ say }: Waiting, count: number | undefined): string => {
  if (count === undefined) return t('loading');
  return count === 0 ? t('waits.urgent.none') : say(count);
};

/**
 * The lines at the top of a first page: while these records wait, somebody may be in danger. Each line is shown before its count is read, so that
 * nothing below moves.
 */
export function WaitsUrgently({
  of,
  children,
}: {
  readonly of: readonly Waiting[];
  /** Lines that count in a way of their own. */
  readonly children?: ComponentChildren;
}) {
  return (
    <ul class="waits">
      {useCounts(of).map(({ waiting, read }) => {
        const count = read?.data;
        return (
          <li key={waiting.of} class={count === undefined || count === 0 ? 'calm' : 'urgent'}>
            {read?.isError ? (
              <ReadingFailure failure={read.error} />
            ) : (
              <a href={hrefOf(...waiting.address)}>{sayUrgent(waiting, count)}</a>
            )}
          </li>
        );
      })}
      {children}
    </ul>
  );
}
