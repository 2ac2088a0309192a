import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { addMonths } from '../../../functions/domain/calendar.ts';
import { Problem } from '../api/problem.ts';
import { Busy } from '../design/progress.tsx';
import { formatInstant } from '../i18n/format.ts';
import { chooseLanguage, type Language, languageNames } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { formatMonth } from '../months/format.ts';
import {
  type ListedVersion,
  newestVersions,
  type Reports,
  readHistory,
  type VersionOfMonth,
} from '../months/published.ts';
import { SignedOut } from '../session/session.ts';
import { Downloads } from './downloads.tsx';
import { Headlines } from './headlines.tsx';
import { Indicators } from './indicators.tsx';
import { Revisions } from './revisions.tsx';
import { seriesOf } from './series.ts';
import { t } from './text.ts';

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry: 1 } },
});

type AppProps = {
  readonly reports: Reports;
  readonly onSignIn: () => void;
  readonly onSignOut: () => void;
};

export function App(props: AppProps) {
  return (
    <QueryClientProvider client={queries}>
      <Page {...props} />
    </QueryClientProvider>
  );
}

const offered: readonly Language[] = ['ja', 'en', 'te'];

function Page({ reports, onSignIn, onSignOut }: AppProps) {
  const language = useLanguage();
  const versions = useQuery({ queryKey: ['versions'], queryFn: reports.list, staleTime: 60_000 });
  const months = newestVersions(versions.data ?? []);
  return (
    <>
      <header class="bar">
        <strong>Leadership Next</strong>
        <span class="tools">
          <label>
            <span class="hidden-text">{t('language')}</span>
            <select
              value={language}
              onChange={({ currentTarget }) => {
                const chosen = offered.find((one) => one === currentTarget.value);
                if (chosen !== undefined) void chooseLanguage(chosen);
              }}
            >
              {offered.map((one) => (
                <option key={one} value={one} lang={one}>
                  {languageNames[one]}
                </option>
              ))}
            </select>
          </label>
          <button type="button" class="quiet" onClick={onSignOut}>
            {t('signOut')}
          </button>
        </span>
      </header>
      <main class="wide">
        <h1>{t('title')}</h1>
        {versions.data === undefined ? (
          <Waiting error={versions.error} onSignIn={onSignIn} onAgain={() => void versions.refetch()} />
        ) : months[0] === undefined ? (
          <p>{t('none')}</p>
        ) : (
          <Months
            reports={reports}
            versions={versions.data}
            months={months}
            newest={months[0]}
            onSignIn={onSignIn}
          />
        )}
      </main>
      <footer>{t('about')}</footer>
    </>
  );
}

type WaitingProps = {
  readonly error: Error | null;
  readonly onSignIn: () => void;
  readonly onAgain: () => void;
};

function Waiting({ error, onSignIn, onAgain }: WaitingProps) {
  if (error === null) return <Busy said={t('loading')} />;
  const isOver = error instanceof SignedOut || (error instanceof Problem && error.status === 401);
  return (
    <p class="error" role="alert">
      {t(isOver ? 'signedOut' : 'failed')}{' '}
      <button type="button" class="link" onClick={isOver ? onSignIn : onAgain}>
        {t(isOver ? 'signIn' : 'again')}
      </button>
    </p>
  );
}

type MonthsProps = {
  readonly reports: Reports;
  /** Latest publication first. */
  readonly versions: readonly ListedVersion[];
  /** The newest version of each month, newest month first. */
  readonly months: readonly ListedVersion[];
  readonly newest: ListedVersion;
  readonly onSignIn: () => void;
};

/** How many earlier months the charts show. */
const monthsBefore = 12;

function Months({ reports, versions, months, newest, onSignIn }: MonthsProps) {
  const language = useLanguage();
  const [chosen, setChosen] = useState({ month: newest.month, version: newest.version });
  const index = months.findIndex(({ month }) => month === chosen.month);
  const listed = months[index] ?? newest;
  const choose = (one: ListedVersion | undefined) => {
    if (one !== undefined) setChosen({ month: one.month, version: one.version });
  };

  const read = ({ month, version }: VersionOfMonth) =>
    queries.fetchQuery({
      queryKey: ['month', month, version],
      queryFn: () => reports.read(month, version),
      // Refetched until its files exist; then it never changes.
      staleTime: ({ state }) => (state.data?.manifest === null ? 5_000 : Number.POSITIVE_INFINITY),
    });
  const published = useQuery({
    queryKey: ['shown', chosen.month, chosen.version],
    queryFn: () => read(chosen),
    refetchInterval: ({ state }) => (state.data?.manifest === null ? 10_000 : false),
  });
  const history = useQuery({
    queryKey: ['history', chosen.month, chosen.version],
    queryFn: () =>
      readHistory(
        versions,
        { before: chosen, from: addMonths(chosen.month, -monthsBefore) },
        async (version) => (await read(version)).snapshot,
      ),
  });

  const snapshot = published.data?.snapshot;
  const pointsOf = snapshot === undefined ? () => [] : seriesOf(snapshot, history.data ?? []);
  return (
    <>
      <div class="picker">
        <label>
          {t('month')}
          <select
            value={chosen.month}
            onChange={({ currentTarget }) =>
              choose(months.find(({ month }) => month === currentTarget.value))
            }
          >
            {months.map(({ month }) => (
              <option key={month} value={month}>
                {formatMonth(month, language)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="second small"
          disabled={index + 1 >= months.length}
          onClick={() => choose(months[index + 1])}
        >
          ‹ {t('earlier')}
        </button>
        <button
          type="button"
          class="second small"
          disabled={index <= 0}
          onClick={() => choose(months[index - 1])}
        >
          {t('later')} ›
        </button>
        {listed.version > 1 && (
          <label>
            {t('version')}
            <select
              value={chosen.version}
              onChange={({ currentTarget }) =>
                setChosen({ month: chosen.month, version: Number(currentTarget.value) })
              }
            >
              {Array.from({ length: listed.version }, (_, place) => listed.version - place).map((version) => (
                <option key={version} value={version}>
                  {t(version === listed.version ? 'version.newest' : 'version.name', { version })}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {snapshot === undefined || published.data === undefined ? (
        <Waiting error={published.error} onSignIn={onSignIn} onAgain={() => void published.refetch()} />
      ) : (
        <>
          {/* On paper there is nothing to choose. */}
          <p class="printed">
            {formatMonth(snapshot.month, language)} · {t('version.name', { version: snapshot.version })}
          </p>
          <p class="soft">{t('cutoff', { instant: formatInstant(snapshot.cutoff, language) })}</p>
          {chosen.version < listed.version && <p class="warning">{t('old')}</p>}
          {snapshot.reason !== null && <p class="notice">{t('corrected', { reason: snapshot.reason })}</p>}
          <Headlines snapshot={snapshot} pointsOf={pointsOf} />
          <Indicators
            snapshot={snapshot}
            history={history.isError ? 'failed' : history.data === undefined ? 'coming' : 'there'}
            pointsOf={pointsOf}
          />
          <Revisions snapshot={snapshot} />
          <Downloads
            key={`${snapshot.month} ${snapshot.version}`}
            reports={reports}
            snapshot={snapshot}
            manifest={published.data.manifest}
          />
        </>
      )}
    </>
  );
}
