import type { Api } from '../../api/client.ts';
import { Empty } from '../../design/empty.tsx';
import { oneOf } from '../../design/fields/one-of.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import { createReports, readHistory } from '../../months/published.ts';
import { openAddress } from '../../session/desk-address.ts';
import { OfWholeState } from '../areas/of-whole-state.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { Written } from '../frame/written.tsx';
import { type MessageKey, t } from '../text.ts';
import { type Drawing, PictureRow } from './picture-row.tsx';
import { picturesOf, type YearInView, yearInView, yearsOf } from './year-rules.ts';
import './year.css';

/**
 * The desk's page of the forum's year, to print for its annual meeting: pictures and big numbers, from published snapshots
 * only.
 * @param year the financial year in the address, `2026-27`; by default the newest published one
 */
export function ForumYearPage({ api, year }: { readonly api: Api; readonly year: string | undefined }) {
  const reading = useRead(['forum year', year ?? 'newest'], () => readYear(api, year));
  return (
    <>
      <OfWholeState />
      <Reading of={reading}>
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
                    {years.map((option) => (
                      <option key={option} value={option} selected={option === view.financialYear}>
                        {option}
                      </option>
                    ))}
                  </select>
                </label>
                <button type="button" class="second small" onClick={() => print()}>
                  {t('director.print')}
                </button>
              </div>
              <YearArticle of={view} />
            </>
          )
        }
      </Reading>
    </>
  );
}

async function readYear(
  api: Api,
  addressYear: string | undefined,
): Promise<{ readonly years: readonly string[]; readonly view: YearInView | undefined }> {
  const reports = createReports(api);
  const versions = await reports.list();
  const years = yearsOf(versions.map(({ month }) => month));
  const year = oneOf(years, addressYear) ?? years[0];
  if (year === undefined) return { years, view: undefined };
  // The year `2026-27` begins in April: `2026-04`.
  const fromMonth = `${year.slice(0, 4)}-04`;
  const publications = await readHistory(
    versions,
    // `undefined`: up to the last publication, since later ones may revise the year's numbers.
    { publishedBefore: undefined, fromMonth },
    async ({ month, version }) => (await reports.read(month, version)).snapshot,
  );
  return { years, view: yearInView(publications, year) };
}

/** An indicator that the page shows as a row of pictures. */
type PictureIndicator = { readonly code: string; readonly drawing: Drawing; readonly label: MessageKey };

const entitlementIndicators: readonly PictureIndicator[] = [
  { code: 'house_pattas', drawing: 'house', label: 'forumYear.house_pattas' },
  { code: 'aadhaar_cards', drawing: 'card', label: 'forumYear.aadhaar_cards' },
  { code: 'ration_cards', drawing: 'grain', label: 'forumYear.ration_cards' },
  { code: 'bank_accounts', drawing: 'bank', label: 'forumYear.bank_accounts' },
  { code: 'pensions', drawing: 'stick', label: 'forumYear.pensions' },
];

/** Each section has a main indicator, and others that it mentions below. */
const sections: readonly (PictureIndicator & {
  readonly others: readonly { code: string; label: MessageKey }[];
})[] = [
  {
    code: 'members_active',
    drawing: 'woman',
    label: 'forumYear.members',
    others: [{ code: 'members_enrolled', label: 'forumYear.joined' }],
  },
  {
    code: 'savings_balance',
    drawing: 'coins',
    label: 'forumYear.savings',
    others: [{ code: 'savings_deposited', label: 'forumYear.deposited' }],
  },
  {
    code: 'children_in_school',
    drawing: 'bag',
    label: 'forumYear.children',
    others: [
      { code: 'children_returned', label: 'forumYear.returned' },
      { code: 'girls_15_17_in_school', label: 'forumYear.girls' },
    ],
  },
  {
    code: 'offices_beyond_collective',
    drawing: 'seat',
    label: 'forumYear.offices',
    others: [
      { code: 'leaders_trained', label: 'forumYear.trained' },
      { code: 'members_facilitating', label: 'forumYear.facilitating' },
    ],
  },
];

/** The unit of an indicator's value. Savings are in paise. Every other value is a count, and is written like a count of persons. */
const unitOf = (code: string): string => (code.startsWith('savings_') ? 'paise' : 'persons');

function YearArticle({ of: view }: { readonly of: YearInView }) {
  const language = useLanguage();
  const valueText = (code: string, value: number) => formatValue(value, unitOf(code), language);
  /** The line that says what number one picture stands for; null if each stands for 1. */
  const legend = (code: string, value: number) => {
    const { perPicture } = picturesOf(value);
    if (perPicture === 1) return null;
    return <p class="soft">{t('forumYear.each', { value: valueText(code, perPicture) })}</p>;
  };
  /** The entitlements that women received, each with its number in the year. */
  const receivedEntitlements = entitlementIndicators.flatMap((indicator) => {
    const value = view.numberOf(indicator.code);
    return value === undefined || value === 0 ? [] : [{ ...indicator, value }];
  });
  return (
    <article class="forum-year">
      <h2>{t('forumYear.of', { forum: view.forum, year: view.financialYear })}</h2>
      <p class="soft">{t('forumYear.until', { month: formatMonth(view.month, language) })}</p>
      {sections.map(({ code, drawing, label, others }) => {
        const value = view.numberOf(code);
        return (
          value !== undefined && (
            <section key={code} aria-label={t(label)}>
              <h3>{t(label)}</h3>
              <p class="big">{valueText(code, value)}</p>
              <PictureRow drawing={drawing} value={value} />
              {legend(code, value)}
              <ul>
                {others.map((other) => {
                  const count = view.numberOf(other.code);
                  return (
                    count !== undefined &&
                    count > 0 && (
                      <li key={other.code}>
                        {t(other.label)}: <strong>{valueText(other.code, count)}</strong>
                      </li>
                    )
                  );
                })}
              </ul>
            </section>
          )
        );
      })}
      {receivedEntitlements.length > 0 && (
        <section aria-label={t('forumYear.entitlements')}>
          <h3>{t('forumYear.entitlements')}</h3>
          {receivedEntitlements.map(({ code, drawing, label, value }) => (
            <div class="got" key={code}>
              <p>
                <span class="big">{valueText(code, value)}</span> {t(label)}
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
                {/* A story may have neither a title nor an outlet. */}
                <Written text={[title, outlet].filter(Boolean).join(', ') || t('forumYear.story')} /> ·{' '}
                {formatDate(on, language)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}
