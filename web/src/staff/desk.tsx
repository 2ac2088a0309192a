import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/problem.ts';
import type { Database } from '../device/database.ts';
import { chooseLanguage, languageNames, languages } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { prolongProviderSession } from '../session/provider-session.ts';
import type { Session } from '../session/session.ts';
import { watchIdleness } from '../shell/idle.ts';
import { followLeave, leaveAndEnd } from '../shell/leave.ts';
import { type MessageKey, t } from './text.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Nothing personal is kept longer than it is looked at.
      gcTime: 0,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 1 && !(error instanceof Problem),
    },
  },
});

export type Screen = {
  readonly title: MessageKey;
  readonly draw: () => ComponentChildren;
  /** How much waits there for somebody. */
  readonly countWaiting?: () => Promise<number>;
};

type DeskProps = {
  readonly role: MessageKey;
  readonly database: Database;
  readonly session: Session;
  readonly screens: readonly Screen[];
};

const idleMs = 15 * 60_000;

/** The frame of all screens of a desk: where to go, in which language, and how to be away at once. */
export function Desk({ role, database, session, screens }: DeskProps) {
  const language = useLanguage();
  const [at, setAt] = useState(0);
  // Counts the choices, so that choosing where one is begins anew there.
  const [visit, setVisit] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const leave = () => void leaveAndEnd(database, session);
  useEffect(followLeave, []);
  useEffect(() => {
    // For as long as she is not idle, a reload finds her.
    const onTouch = () => void prolongProviderSession(database, idleMs).catch(() => {});
    return watchIdleness({ idleMs, onIdle: leave, onTouch });
  }, []);
  useEffect(() => {
    if (visit > 0) heading.current?.focus();
  }, [visit]);
  const screen = screens[at];
  return (
    <QueryClientProvider client={queries}>
      <button type="button" class="skip" onClick={() => heading.current?.focus()}>
        {t('skip')}
      </button>
      <header class="bar">
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
            {t('leave')}
          </button>
        </span>
      </header>
      <div class="desk">
        <nav aria-label={t('screens')}>
          <ul>
            {screens.map(({ title, countWaiting }, index) => (
              <li key={title}>
                <button
                  type="button"
                  aria-current={index === at ? 'page' : undefined}
                  onClick={() => {
                    setAt(index);
                    setVisit(visit + 1);
                  }}
                >
                  {t(title)}
                </button>
                {countWaiting !== undefined && <Badge of={title} count={countWaiting} />}
              </li>
            ))}
          </ul>
        </nav>
        <main>
          {screen !== undefined && (
            <>
              <h1 tabIndex={-1} ref={heading}>
                {t(screen.title)}
              </h1>
              <div key={visit}>{screen.draw()}</div>
            </>
          )}
        </main>
      </div>
    </QueryClientProvider>
  );
}

const lookMs = 5 * 60_000;

/** How much waits, looked at again every few minutes and whenever the page is looked at. */
function Badge({ of, count }: { readonly of: MessageKey; readonly count: () => Promise<number> }) {
  const { data = 0 } = useQuery({
    queryKey: ['badge', of],
    queryFn: count,
    refetchInterval: lookMs,
    refetchOnWindowFocus: 'always',
  });
  if (data === 0) return null;
  return (
    <span class="badge">
      {data}
      <span class="hidden-text"> {t('waiting.badge')}</span>
    </span>
  );
}
