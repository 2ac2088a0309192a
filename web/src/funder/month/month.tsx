import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { useEffect, useMemo } from 'preact/hooks';
import { nameFinancialYear } from '../../../../functions/months/rendering/headlines.ts';
import { addMonths, financialYearOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { Language } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import type { ListedVersion, Snapshot, VersionOfMonth } from '../../months/published.ts';
import { type Reports, readHistory, readLater } from '../../months/reports.ts';
import { type Address, formatAddress } from '../address.ts';
import { ChangesPage } from '../changes/changes-page.tsx';
import { CorrectionNotice } from '../changes/correction.tsx';
import { Files } from '../files/files.tsx';
import { IndicatorPage } from '../indicator/indicator-page.tsx';
import { Loading } from '../loading.tsx';
import { Overview } from '../overview/overview.tsx';
import { MonthPicker } from '../periods/period-picker.tsx';
import { upToText } from '../periods/period-text.ts';
import { publishedValuesOf } from '../published-values.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';
import { YearTable } from '../year/year-table.tsx';
import { codesCountedOnce } from './counted-once.ts';

type MonthProps = {
  readonly reports: Reports;
  /** Latest publication first. */
  readonly versions: readonly ListedVersion[];
  /** The newest version of each month, newest month first. */
  readonly months: readonly ListedVersion[];
  /** The newest version of the month that is shown. */
  readonly newestVersion: ListedVersion;
  readonly address: Address;
  readonly onTitle: (title: string) => void;
  /** Called with the programme's name in the shown month. */
  readonly onProgramme: (name: string) => void;
  readonly onSignIn: () => void;
};

/**
 * How many earlier months are read. A chart shows 12 months back, each beside the one a year before: 24; one more as reserve.
 * The oldest quarters of a chart reach further back, so their year before stays unknown.
 */
const monthsBefore = 12 + 12 + 1;

/**
 * Reads a version of a month, and the other months' snapshots that its pages need: earlier ones, and (unless `isAsPublished`) those that were published
 * later and may have revised its numbers.
 */
function useSnapshots(
  reports: Reports,
  versions: readonly ListedVersion[],
  { month, version }: VersionOfMonth,
  isAsPublished: boolean,
) {
  const queries = useQueryClient();
  const read = (wanted: VersionOfMonth) =>
    queries.fetchQuery({
      queryKey: ['month', wanted.month, wanted.version],
      queryFn: () => reports.read(wanted.month, wanted.version),
      // Without a manifest, the month's files are still being made. With it, the version never changes again.
      staleTime: ({ state }) => (state.data?.manifest === null ? 5_000 : Number.POSITIVE_INFINITY),
    });
  const readSnapshot = async (wanted: VersionOfMonth) => (await read(wanted)).snapshot;
  // A query of its own, because it asks again while the month's files are being made. `read` caches each version for both queries.
  const published = useQuery({
    queryKey: ['shown', month, version],
    queryFn: () => read({ month, version }),
    refetchInterval: ({ state }) => (state.data?.manifest === null ? 10_000 : false),
  });
  const history = useQuery({
    queryKey: ['history', month, version, isAsPublished],
    queryFn: async () => ({
      earlier: await readHistory(
        versions,
        { publishedBefore: { month, version }, fromMonth: addMonths(month, -monthsBefore) },
        readSnapshot,
      ),
      later: isAsPublished ? [] : await readLater(versions, { month, version }, readSnapshot),
    }),
  });
  return { readSnapshot, published, history };
}

/** The funder's view of a published month in one of its versions, with the page that the address names. */
export function Month({
  reports,
  versions,
  months,
  newestVersion,
  address,
  onTitle,
  onProgramme,
  onSignIn,
}: MonthProps) {
  const language = useLanguage();
  const { month } = newestVersion;
  // A version above the newest, which an address may name by mistake, gives the newest.
  const version = Math.min(address.version ?? newestVersion.version, newestVersion.version);
  // An address with a version shows the numbers as they were known when that version was published.
  const isAsPublished = address.version !== undefined;
  const { readSnapshot, published, history } = useSnapshots(
    reports,
    versions,
    { month, version },
    isAsPublished,
  );
  const [latestPublication] = versions;
  // If the latest publication is of another month, it came after all versions of this month.
  const hasLaterPublication = latestPublication?.month !== month;
  const snapshot = published.data?.snapshot;
  const values = useMemo(
    () =>
      snapshot === undefined
        ? undefined
        : publishedValuesOf(
            snapshot,
            history.data?.earlier ?? [],
            history.data?.later ?? [],
            codesCountedOnce,
          ),
    [snapshot, history.data],
  );
  const indicator = snapshot?.indicators.find(({ code }) => code === address.code);
  const title =
    address.page === 'indicator'
      ? (indicator?.title[language] ?? t('indicator'))
      : t(`title.${address.page}`, {
          month: formatMonth(month, language),
          year: nameFinancialYear(financialYearOf(month), language),
        });
  useEffect(() => onTitle(title), [title]);
  const programme = snapshot?.programme.name;
  useEffect(() => {
    if (programme !== undefined) onProgramme(programme);
  }, [programme]);

  if (published.data === undefined || snapshot === undefined || values === undefined) {
    return <Loading error={published.error} onSignIn={onSignIn} onAgain={() => void published.refetch()} />;
  }
  const shown: ShownVersion = {
    address,
    snapshot,
    manifest: published.data.manifest,
    values,
    isAsPublished,
    history: historyState(history),
    months,
    versions,
    reports,
    read: readSnapshot,
  };
  return (
    <>
      <MonthPicker shown={shown} newestVersion={newestVersion} version={version} />
      <CorrectionNotice snapshot={snapshot} address={address} earlier={history.data?.earlier} />
      {version < newestVersion.version && (
        <p class="warning">
          {t('old')} <a href={linkToNewest(address)}>{t('old.newest', { version: newestVersion.version })}</a>
        </p>
      )}
      {isAsPublished && version === newestVersion.version && hasLaterPublication && (
        <p class="warning">{t('asPublished')}</p>
      )}
      {shown.history === 'failed' && <p class="warning">{t('history.failed')}</p>}
      <OpenPage shown={shown} />
      <div class="credits">
        {history.data !== undefined && (
          <p class="soft">{cutoffText(snapshot, history.data.later.at(-1), language)}</p>
        )}
        <p class="soft">{t('runBy', snapshot.programme)}</p>
      </div>
    </>
  );
}

/** The link to the open page with the newest version of its month. */
const linkToNewest = ({ version: _, ...address }: Address): string => formatAddress(address);

/** Whether earlier months are loaded. */
function historyState({
  isError,
  data,
}: {
  readonly isError: boolean;
  readonly data: unknown;
}): ShownVersion['history'] {
  if (isError) return 'failed';
  return data === undefined ? 'loading' : 'loaded';
}

/**
 * The text for the cutoff of the shown numbers: the instant up to which what was recorded is counted. If a later
 * publication may have revised the numbers, the text adds the cutoff of the latest one.
 */
function cutoffText(shown: Snapshot, latest: Snapshot | undefined, language: Language): string {
  const upTo = upToText(shown.cutoff, language);
  return latest === undefined
    ? t('cutoff', { upTo })
    : t('cutoff.revised', { upTo, latest: upToText(latest.cutoff, language) });
}

/** The page that the address names. */
function OpenPage({ shown }: { readonly shown: ShownVersion }) {
  const { page, code } = shown.address;
  if (page === 'overview') return <Overview shown={shown} />;
  if (page === 'year') return <YearTable shown={shown} />;
  if (page === 'changes') return <ChangesPage shown={shown} />;
  if (page === 'files') {
    const { month, version } = shown.snapshot;
    return <Files key={`${month} ${version}`} shown={shown} />;
  }
  const indicator = shown.snapshot.indicators.find((one) => one.code === code);
  return indicator === undefined ? (
    <p class="warning">{t('noIndicator')}</p>
  ) : (
    <IndicatorPage key={code} shown={shown} indicator={indicator} />
  );
}
