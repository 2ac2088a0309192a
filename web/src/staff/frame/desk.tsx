import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { Badge } from '../../design/badge.tsx';
import { Navigation } from '../../design/navigation.tsx';
import { Page } from '../../design/page.tsx';
import { closeToast, Toasts } from '../../design/toast.tsx';
import type { Database } from '../../device/database.ts';
import { chooseLanguage, languageNames, languages } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Address, hrefOf, useAddress } from '../../session/desk-address.ts';
import { extendProviderSession } from '../../session/provider-session.ts';
import type { Session } from '../../session/session.ts';
import { watchIdleness } from '../../shell/idle.ts';
import { followLeave, leaveAndEnd } from '../../shell/leave.ts';
import { t as shellText } from '../../shell/text.ts';
import { type MessageKey, t } from '../text.ts';
import { DeskApi } from './desk-table.tsx';
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

/** A page of the navigation, with all that is opened from it. */
export type Screen = {
  /** The first part of its address: `members` of `#/members`. */
  readonly key: string;
  readonly title: MessageKey;
  /** @param rest the further parts of the address: the id of the opened record, and what is opened there */
  readonly draw: (rest: Address) => ComponentChildren;
  /** How many items wait there. */
  readonly countWaiting?: () => Promise<number>;
};

type DeskProps = {
  readonly role: MessageKey;
  readonly database: Database;
  readonly session: Session;
  readonly api: Api;
  readonly screens: readonly Screen[];
};

const idleMs = 15 * 60_000;

/**
 * The frame of all desks' pages: navigation, language, Leave. The address says what is shown; without one it is the
 * first screen.
 */
export function Desk({ role, database, session, api, screens }: DeskProps) {
  const language = useLanguage();
  const [first, ...rest] = useAddress();
  const screen = screens.find(({ key }) => key === first) ?? screens[0];
  // Arrivals at a screen: its heading gets the focus.
  const [visit, setVisit] = useState(0);
  // Choosing the current screen begins it anew.
  const [round, setRound] = useState(0);
  const shown = useRef(screen?.key);
  const arrive = () => {
    shown.current = screen?.key;
    setVisit((count) => count + 1);
    closeToast();
  };
  useEffect(() => {
    if (shown.current !== screen?.key) arrive();
  }, [screen?.key]);
  const leave = () => void leaveAndEnd(database, session);
  useEffect(followLeave, []);
  useEffect(() => {
    // Until she is idle, a reload finds her.
    const onTouch = () => void extendProviderSession(database, idleMs).catch(() => {});
    return watchIdleness({ idleMs, onIdle: leave, onTouch });
  }, []);
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
                {shellText('leave')}
              </button>
            </span>
          </>
        }
        navigation={
          <Navigation
            label={t('screens')}
            items={screens.map(({ key, title, countWaiting }) => ({
              key,
              title: t(title),
              isCurrent: key === screen?.key,
              href: hrefOf(key),
              onChoose: () => {
                if (key !== screen?.key) return;
                setRound(round + 1);
                arrive();
              },
              ...(countWaiting === undefined
                ? {}
                : { badge: <WaitingCount of={title} count={countWaiting} /> }),
            }))}
          />
        }
      >
        <DeskApi.Provider value={api}>
          <div key={`${screen?.key} ${round}`}>{screen?.draw(screen.key === first ? rest : [])}</div>
        </DeskApi.Provider>
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
