import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Page } from '../design/page.tsx';
import { type Language, languageNames, languagesOf } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { formatMonth } from '../months/format-published.ts';
import { newestVersions, type Reports } from '../months/reports.ts';
import { type Address, defaultAddress, linkTo, type PlainPage, parseAddress } from './address.ts';
import { Loading } from './loading.tsx';
import { Month } from './month/month.tsx';
import { t } from './text.ts';

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry: 1 } },
});

type AppProps = {
  readonly reports: Reports;
  readonly onLanguage: (language: Language) => void;
  readonly onSignIn: () => void;
  readonly onSignOut: () => void;
};

export function App(props: AppProps) {
  return (
    <QueryClientProvider client={queries}>
      <Frame {...props} />
    </QueryClientProvider>
  );
}

/** The funder's own language first. */
const offeredLanguages: readonly Language[] = languagesOf.everybody.toReversed();
const pages: readonly PlainPage[] = ['overview', 'year', 'changes', 'files'];

/** The current address, and how many times another page was opened since the start. */
function useAddress(): { readonly address: Address; readonly visit: number } {
  const [current, setCurrent] = useState({ address: parseAddress(location.hash), visit: 0 });
  useEffect(() => {
    const follow = () =>
      setCurrent(({ address, visit }) => {
        const next = parseAddress(location.hash);
        const isOtherPage = next.page !== address.page || next.code !== address.code;
        if (isOtherPage) scrollTo(0, 0);
        return { address: next, visit: isOtherPage ? visit + 1 : visit };
      });
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return current;
}

/** The `aria-current` of a link to a page: `page` on that page; `true` for the overview on an indicator's page, to which the overview leads. */
const currentOf = (open: Address['page'], page: PlainPage): 'page' | 'true' | undefined => {
  if (open === page) return 'page';
  return open === 'indicator' && page === 'overview' ? 'true' : undefined;
};

function Frame({ reports, onLanguage, onSignIn, onSignOut }: AppProps) {
  const language = useLanguage();
  const { address, visit } = useAddress();
  const [title, setTitle] = useState(t('title'));
  // The programme's name in the shown month; empty until that month is read.
  const [programme, setProgramme] = useState('');
  const versions = useQuery({ queryKey: ['versions'], queryFn: reports.list, staleTime: 60_000 });
  const months = newestVersions(versions.data ?? []);
  const shown = months.find(({ month }) => month === address.month) ?? months[0];
  useEffect(() => {
    document.title = programme === '' ? title : `${title} · ${programme}`;
  }, [title, programme]);
  const drawContent = () => {
    if (versions.data === undefined) {
      return <Loading error={versions.error} onSignIn={onSignIn} onAgain={() => void versions.refetch()} />;
    }
    if (shown === undefined) return <p>{t('none')}</p>;
    if (address.month !== undefined && address.month !== shown.month) {
      return (
        <NotPublished month={address.month} language={language}>
          <a href={linkTo(defaultAddress, {})}>{t('toNewest')}</a>
        </NotPublished>
      );
    }
    return (
      <Month
        key={shown.month}
        reports={reports}
        versions={versions.data}
        months={months}
        newestVersion={shown}
        address={address}
        onTitle={setTitle}
        onProgramme={setProgramme}
        onSignIn={onSignIn}
      />
    );
  };
  return (
    <Page
      title={title}
      width="wide"
      visit={visit}
      skip={t('skip')}
      bar={
        <>
          <strong>{programme}</strong>
          <Navigation address={address} />
          <span class="tools">
            <LanguageChoice onLanguage={onLanguage} />
            <button type="button" class="quiet" onClick={onSignOut}>
              {t('signOut')}
            </button>
          </span>
        </>
      }
    >
      {drawContent()}
    </Page>
  );
}

const Navigation = ({ address }: { readonly address: Address }) => (
  <nav class="pages" aria-label={t('pages')}>
    {pages.map((page) => (
      <a key={page} href={linkTo(address, { page })} aria-current={currentOf(address.page, page)}>
        {t(`page.${page}`)}
      </a>
    ))}
  </nav>
);

function LanguageChoice({ onLanguage }: Pick<AppProps, 'onLanguage'>) {
  const language = useLanguage();
  return (
    <label>
      <span class="hidden-text">{t('language')}</span>
      <select
        value={language}
        onChange={({ currentTarget }) => {
          const chosen = offeredLanguages.find((one) => one === currentTarget.value);
          if (chosen !== undefined) onLanguage(chosen);
        }}
      >
        {offeredLanguages.map((one) => (
          <option key={one} value={one} lang={one}>
            {languageNames[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

type NotPublishedProps = {
  readonly month: string;
  readonly language: Language;
  readonly children: ComponentChildren;
};

const NotPublished = ({ month, language, children }: NotPublishedProps) => (
  <p class="warning">
    {t('notPublished', { month: formatMonth(month, language) })} {children}
  </p>
);
