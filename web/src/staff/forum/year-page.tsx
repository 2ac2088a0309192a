import type { Api } from '../../api/client.ts';
import { Empty } from '../../design/empty.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import { createReports, readHistory } from '../../months/published.ts';
import { openAddress } from '../../session/desk-address.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';
import { type Drawing, PictureRow } from './picture-row.tsx';
import { picturesOf, type YearInView, yearInView, yearsOf } from './year-rules.ts';
import './year.css';

/**
 * The desk's page of the forum's year, for its own annual meeting: pictures and big numbers, from published files
 * alone. It prints.
 */
export function ForumYear({ api, year }: { readonly api: Api; readonly year: string | undefined }) {
  const read = useRead(['forum year', year ?? 'newest'], () => readYear(api, year));
  return (
    <Reading of={read}>
      {({ years, view }) =>
        view === undefined ? (
          <Empty title={t('forumYear.none')} />
        ) : (
          <>
            <div class="year-choice">
              <label>
                {t('financialYear')}
                <select
                  value={view.financialYear}
                  onChange={({ currentTarget }) => openAddress('forumYear', currentTarget.value)}
                >
                  {years.map((each) => (
                    <option key={each} value={each} selected={each === view.financialYear}>
                      {each}
                    </option>
                  ))}
                </select>
              </label>
              <button type="button" class="second small" onClick={() => print()}>
                {t('director.print')}
              </button>
            </div>
            <View of={view} />
          </>
        )
      }
    </Reading>
  );
}

async function readYear(
  api: Api,
  asked: string | undefined,
): Promise<{ readonly years: readonly string[]; readonly view: YearInView | undefined }> {
  const reports = createReports(api);
  const versions = await reports.list();
  const years = yearsOf(versions.map(({ month }) => month));
  const year = years.find((each) => each === asked) ?? years[0];
  if (year === undefined) return { years, view: undefined };
  const from = `${year.slice(0, 4)}-04`;
  const publications = await readHistory(
    versions,
    { publishedBefore: undefined, fromMonth: from },
    async (one) => (await reports.read(one.month, one.version)).snapshot,
  );
  return { years, view: yearInView(publications, year) };
}

type Row = { readonly code: string; readonly drawing: Drawing; readonly label: MessageKey };

const entitlementRows: readonly Row[] = [
  { code: 'house_pattas', drawing: 'house', label: 'forumYear.house_pattas' },
  { code: 'aadhaar_cards', drawing: 'card', label: 'forumYear.aadhaar_cards' },
  { code: 'ration_cards', drawing: 'grain', label: 'forumYear.ration_cards' },
  { code: 'bank_accounts', drawing: 'bank', label: 'forumYear.bank_accounts' },
  { code: 'pensions', drawing: 'stick', label: 'forumYear.pensions' },
];

const parts: readonly (Row & { readonly beside: readonly { code: string; label: MessageKey }[] })[] = [
  {
    code: 'members_active',
    drawing: 'woman',
    label: 'forumYear.members',
    beside: [{ code: 'members_enrolled', label: 'forumYear.joined' }],
  },
  {
    code: 'savings_balance',
    drawing: 'coins',
    label: 'forumYear.savings',
    beside: [{ code: 'savings_deposited', label: 'forumYear.deposited' }],
  },
  {
    code: 'children_in_school',
    drawing: 'bag',
    label: 'forumYear.children',
    beside: [
      { code: 'children_returned', label: 'forumYear.returned' },
      { code: 'girls_15_17_in_school', label: 'forumYear.girls' },
    ],
  },
  {
    code: 'offices_beyond_collective',
    drawing: 'seat',
    label: 'forumYear.offices',
    beside: [
      { code: 'leaders_trained', label: 'forumYear.trained' },
      { code: 'members_facilitating', label: 'forumYear.facilitating' },
    ],
  },
];

const unitOf = (code: string): string => (code.startsWith('savings_') ? 'paise' : 'persons');

function View({ of: view }: { readonly of: YearInView }) {
  const language = useLanguage();
  const said = (code: string, value: number) => formatValue(value, unitOf(code), language);
  /** What one picture stands for, where that is more than one. */
  const legend = (code: string, value: number) => {
    const { each } = picturesOf(value);
    return each === 1 ? null : <p class="soft">{t('forumYear.each', { value: said(code, each) })}</p>;
  };
  const got = entitlementRows.flatMap((row) => {
    const value = view.numberOf(row.code);
    return value === undefined || value === 0 ? [] : [{ ...row, value }];
  });
  return (
    <article class="forum-year">
      <h2>{t('forumYear.of', { forum: view.forum, year: view.financialYear })}</h2>
      <p class="soft">{t('forumYear.until', { month: formatMonth(view.month, language) })}</p>
      {parts.map(({ code, drawing, label, beside }) => {
        const value = view.numberOf(code);
        return (
          value !== undefined && (
            <section key={code} aria-label={t(label)}>
              <h3>{t(label)}</h3>
              <p class="big">{said(code, value)}</p>
              <PictureRow drawing={drawing} value={value} />
              {legend(code, value)}
              <ul>
                {beside.map((one) => {
                  const count = view.numberOf(one.code);
                  return (
                    count !== undefined &&
                    count > 0 && (
                      <li key={one.code}>
                        {t(one.label)}: <strong>{said(one.code, count)}</strong>
                      </li>
                    )
                  );
                })}
              </ul>
            </section>
          )
        );
      })}
      {got.length > 0 && (
        <section aria-label={t('forumYear.entitlements')}>
          <h3>{t('forumYear.entitlements')}</h3>
          {got.map(({ code, drawing, label, value }) => (
            <div class="got" key={code}>
              <p>
                <span class="big">{said(code, value)}</span> {t(label)}
              </p>
              <PictureRow drawing={drawing} value={value} />
              {legend(code, value)}
            </div>
          ))}
        </section>
      )}
      {view.stories.length > 0 && (
        <section aria-label={t('forumYear.stories')}>
          <h3>{t('forumYear.stories')}</h3>
          <p class="big">{view.stories.length}</p>
          <PictureRow drawing="paper" value={view.stories.length} />
          {legend('stories', view.stories.length)}
          <ul>
            {view.stories.map(({ on, title, outlet }, index) => (
              <li key={index}>
                {[title, outlet].filter(Boolean).join(', ') || t('forumYear.story')} ·{' '}
                {formatDate(on, language)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}
