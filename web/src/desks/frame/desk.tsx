import { QueryClientProvider } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Navigation } from '../../design/navigation.tsx';
import { Page } from '../../design/page.tsx';
import { closeToast, Toasts } from '../../design/toast.tsx';
import type { Database } from '../../device/database.ts';
import { chooseLanguage, languageNames, languagesOf } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Address, hrefOf, useAddress } from '../../session/desk-address.ts';
import { extendProviderSession } from '../../session/provider-session.ts';
import type { Session } from '../../session/session-tokens.ts';
import { watchIdleness } from '../../shell/idle.ts';
import { followLeave, leaveAndEnd } from '../../shell/leave.ts';
import { keepLeftWords } from '../../shell/left-words.ts';
import { t as shellText } from '../../shell/text.ts';
import { type MessageKey, t } from '../text.ts';
import { DeskApi } from './desk-api.ts';
import { queries } from './queries.ts';
import { UnreadNotice } from './unread.tsx';
import { WaitingCount } from './waiting-count.tsx';

/** A page in a desk's navigation, including the records that are opened from it. */
export type Screen = {
  /** The first part of its address: `members` in `#/members`. */
  readonly key: string;
  readonly title: MessageKey;
  /** The heading in the navigation that it stands under; none on a desk with few pages. */
  readonly group?: MessageKey;
  /** @param rest the address without its first part: often the id of the opened record */
  readonly draw: (rest: Address) => ComponentChildren;
  /** Counts the records that wait there, for the navigation. */
  readonly countWaiting?: () => Promise<number>;
  /** Whether the records that wait are late or urgent, so that their number is red. */
  readonly isUrgent?: boolean;
  /** The first page's sentence about the records that wait, with their number (`count`); none if the first page shows them itself or leaves them out. */
  readonly sayWaiting?: MessageKey;
};

type DeskProps = {
  readonly role: MessageKey;
  readonly database: Database;
  readonly session: Session;
  readonly api: Api;
  readonly screens: readonly Screen[];
};

/** 15 minutes. */
const idleMs = 15 * 60_000;

/**
 * The desk of a signed-in person: its navigation, languages, Leave, and the page that the address names. Without an
 * address it shows the first page.
 */
export function Desk({ role, database, session, api, screens }: DeskProps) {
  const language = useLanguage();
  const [addressKey, ...rest] = useAddress();
  const screen = screens.find(({ key }) => key === addressKey) ?? screens[0];
  const { visit, startVisit } = useVisit(screen?.key);
  // Counts how often somebody chose the current screen again, which draws the screen anew.
  const [restartCount, setRestartCount] = useState(0);
  // One button for both who is done and who must hide the page: it ends the session and blanks the page. So does a time of idleness.
  const leave = () => void leaveAndEnd(database, session);
  // When somebody leaves in another tab, this tab closes too.
  useEffect(followLeave, []);
  // However she leaves, the page after it says so in her language.
  useEffect(
    () => keepLeftWords({ language, title: t('left'), text: t('left.explain'), again: t('left.again') }),
    [language],
  );
  useEffect(() => {
    // While somebody is active, a reload of the page must find that person signed in.
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
              <LanguageChoice />
              <button type="button" class="leave" onClick={leave}>
                {shellText('leave')}
              </button>
            </span>
            <Toasts />
          </>
        }
        navigation={
          <Navigation
            label={t('screens')}
            items={screens.map(({ key, title, group, countWaiting, isUrgent }) => ({
              key,
              title: t(title),
              ...(group === undefined ? {} : { group: t(group) }),
              isCurrent: key === screen?.key,
              href: hrefOf(key),
              onChoose: () => {
                // The link itself opens another screen.
                if (key !== screen?.key) return;
                setRestartCount(restartCount + 1);
                startVisit();
              },
              ...(countWaiting === undefined
                ? {}
                : { badge: <WaitingCount of={title} count={countWaiting} isUrgent={isUrgent} /> }),
            }))}
          />
        }
      >
        <DeskApi.Provider value={api}>
          <UnreadNotice />
          <div key={`${screen?.key} ${restartCount}`}>
            {/* An unknown address opens the first page; what follows in that address means nothing to this page. */}
            {screen?.draw(screen.key === addressKey ? rest : [])}
          </div>
        </DeskApi.Provider>
      </Page>
    </QueryClientProvider>
  );
}

/** `visit` is the number of the current visit to a screen: `Page` moves the focus to the heading when it changes. `startVisit` starts the next visit. */
function useVisit(screenKey: string | undefined) {
  const [visit, setVisit] = useState(0);
  // The screen of the last visit. The effect also runs when the desk opens, which is no new visit: the focus stays.
  const lastKey = useRef(screenKey);
  const startVisit = () => {
    lastKey.current = screenKey;
    setVisit((count) => count + 1);
    closeToast();
  };
  useEffect(() => {
    if (lastKey.current !== screenKey) startVisit();
  }, [screenKey]);
  return { visit, startVisit };
}

function LanguageChoice() {
  const language = useLanguage();
  return (
    <label>
      <span class="hidden-text">{t('language')}</span>
      <select
        onChange={({ currentTarget }) => {
          const chosen = languagesOf.work.find((option) => option === currentTarget.value);
          if (chosen !== undefined) void chooseLanguage(chosen);
        }}
      >
        {languagesOf.work.map((option) => (
          <option key={option} value={option} lang={option} selected={option === language}>
            {languageNames[option]}
          </option>
        ))}
      </select>
    </label>
  );
}
