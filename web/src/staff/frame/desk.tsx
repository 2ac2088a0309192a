import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../../api/problem.ts';
import { Badge } from '../../design/badge.tsx';
import { Navigation } from '../../design/navigation.tsx';
import { Page } from '../../design/page.tsx';
import { hush, Toasts } from '../../design/toast.tsx';
import type { Database } from '../../device/database.ts';
import { chooseLanguage, languageNames, languages } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { extendProviderSession } from '../../session/provider-session.ts';
import type { Session } from '../../session/session.ts';
import { watchIdleness } from '../../shell/idle.ts';
import { followLeave, leaveAndEnd } from '../../shell/leave.ts';
import { t as shell } from '../../shell/text.ts';
import { type MessageKey, t } from '../text.ts';
import { waitingCounts } from './reading.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Personal data is not cached after it leaves the screen.
      gcTime: 0,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 1 && !(error instanceof Problem),
    },
  },
});

export type Screen = {
  readonly title: MessageKey;
  readonly draw: () => ComponentChildren;
  /** How many items wait there. */
  readonly countWaiting?: () => Promise<number>;
};

type DeskProps = {
  readonly role: MessageKey;
  readonly database: Database;
  readonly session: Session;
  readonly screens: readonly Screen[];
};

const idleMs = 15 * 60_000;

/** The frame of all desk screens: navigation, language, Leave. */
export function Desk({ role, database, session, screens }: DeskProps) {
  const language = useLanguage();
  const [at, setAt] = useState(0);
  // Counts navigations, so that choosing the current screen resets it.
  const [visit, setVisit] = useState(0);
  const leave = () => void leaveAndEnd(database, session);
  useEffect(followLeave, []);
  useEffect(() => {
    // Until she is idle, a reload finds her.
    const onTouch = () => void extendProviderSession(database, idleMs).catch(() => {});
    return watchIdleness({ idleMs, onIdle: leave, onTouch });
  }, []);
  const screen = screens[at];
  return (
    <QueryClientProvider client={queries}>
      <Page
        title={screen === undefined ? '' : t(screen.title)}
        skip={t('skip')}
        visit={visit}
        bar={
          <>
            <strong>{t(role)}</strong>
            <span class="tools">
              <label>
                <span class="hidden-text">{t('language')}</span>
                <select
                  onChange={({ currentTarget }) => {
                    const chosen = languages.find((one) => one === currentTarget.value);
                    if (chosen !== undefined) void chooseLanguage(chosen);
                  }}
                >
                  {languages.map((one) => (
                    <option key={one} value={one} lang={one} selected={one === language}>
                      {languageNames[one]}
                    </option>
                  ))}
                </select>
              </label>
              <button type="button" class="quiet" onClick={leave}>
                {t('signOut')}
              </button>
              <button type="button" class="leave" onClick={leave}>
                {shell('leave')}
              </button>
            </span>
          </>
        }
        navigation={
          <Navigation
            label={t('screens')}
            items={screens.map(({ title, countWaiting }, index) => ({
              key: title,
              title: t(title),
              isCurrent: index === at,
              onChoose: () => {
                setAt(index);
                setVisit(visit + 1);
                hush();
              },
              ...(countWaiting === undefined
                ? {}
                : { badge: <WaitingCount of={title} count={countWaiting} /> }),
            }))}
          />
        }
      >
        <div key={visit}>{screen?.draw()}</div>
      </Page>
      <Toasts />
    </QueryClientProvider>
  );
}

const lookMs = 5 * 60_000;

/** The number of waiting items, refreshed every few minutes and when the page becomes visible. */
function WaitingCount({ of, count }: { readonly of: MessageKey; readonly count: () => Promise<number> }) {
  const { data = 0 } = useQuery({
    queryKey: [waitingCounts, of],
    queryFn: count,
    refetchInterval: lookMs,
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
