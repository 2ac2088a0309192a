import type { Api } from '../../api/client.ts';
import { Empty } from '../../design/empty.tsx';
import { oneOf } from '../../design/fields/one-of.ts';
import { createReports, readHistory } from '../../months/reports.ts';
import { openAddress } from '../../session/desk-address.ts';
import { OfWholeState } from '../areas/of-whole-state.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type YearInView, yearInView, yearsOf } from './year-rules.ts';
import './year.css';
import { YearArticle } from './year-article.tsx';

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
  // The financial year `2026-27` begins in April: `2026-04`.
  const fromMonth = `${year.slice(0, 4)}-04`;
  const publications = await readHistory(
    versions,
    // No `publishedBefore`: publications after the year may revise its numbers.
    { publishedBefore: undefined, fromMonth },
    async ({ month, version }) => (await reports.read(month, version)).snapshot,
  );
  return { years, view: yearInView(publications, year) };
}
