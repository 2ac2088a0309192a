import { themes } from 'virtual:catalogue';
import { useState } from 'preact/hooks';
import { formatPermille } from '../../../../functions/months/disclosure/format-values.ts';
import { isLevel } from '../../../../functions/months/disclosure/latest-values.ts';
import { isWithheld } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import { nameFinancialYear, statePace } from '../../../../functions/months/rendering/headlines.ts';
import { isOfRoad } from '../../../../functions/months/rendering/road.ts';
import { firstMonthOfFinancialYear } from '../../../../functions/shared/calendar/calendar.ts';
import { saveFile } from '../../design/save-file.ts';
import { csvOf } from '../../design/table/table-csv.ts';
import type { Language } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import {
  formatChange,
  formatMonth,
  formatMonthShort,
  formatTick,
  formatValue,
} from '../../months/format-published.ts';
import type { Indicator, Snapshot } from '../../months/published.ts';
import { linkTo } from '../address.ts';
import { magnitudeOf } from '../chart-points.ts';
import { groupByTheme } from '../month/by-theme.ts';
import { RevisionNote } from '../month/revision-note.tsx';
import { spanText } from '../periods/period-text.ts';
import { sameMonthLastYear } from '../periods/periods.ts';
import type { PublishedValue } from '../published-values.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';
import { levelText } from './level-text.ts';
import { financialYearsOf, monthsOfYear, type YearRow, yearFile, yearRows } from './year-rows.ts';

/** The number of columns without the months: the indicator, and `headingsAfterMonths`. */
const columnsWithoutMonths = 7;

/** The funder's page of a financial year, a table for the annual report: on the page, on paper, and as a file. */
export function YearTable({ shown }: { readonly shown: ShownVersion }) {
  const language = useLanguage();
  const [hasMonths, setHasMonths] = useState(false);
  const { snapshot, values, address } = shown;
  const yearName = nameFinancialYear(snapshot.financialYear, language);
  const months = monthsOfYear(snapshot.month);
  const rows = yearRows(snapshot, values);
  return (
    <>
      <div class="year-tools">
        <Years shown={shown} />
        <label class="tick-line">
          <input
            type="checkbox"
            checked={hasMonths}
            onChange={({ currentTarget }) => setHasMonths(currentTarget.checked)}
          />
          {t('year.months')}
        </label>
        <PrintAndSave shown={shown} rows={rows} />
      </div>
      <p>
        {t('year.span', {
          span: spanText(firstMonthOfFinancialYear(snapshot.month), snapshot.month, language),
          count: months.length,
        })}
      </p>
      <p class="soft">
        {t('year.dash')}
        {/* Between Japanese sentences stands no space. */}
        {language === 'ja' ? '' : ' '}
        {t('year.agreed')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
      <section class="scrolls" aria-label={t('year.name', { year: yearName })} tabIndex={0}>
        <table class={hasMonths ? 'table year with-months' : 'table year'}>
          <caption class="hidden-text">{t('year.name', { year: yearName })}</caption>
          <Head snapshot={snapshot} hasMonths={hasMonths} />
          {groupByTheme(rows.map((row) => ({ code: row.indicator.code, row }))).map(([theme, group]) => (
            <tbody key={theme}>
              <tr class="theme-row">
                <th scope="rowgroup" colSpan={columnsWithoutMonths + (hasMonths ? months.length : 0)}>
                  {themes[theme]?.[language] ?? theme}
                </th>
              </tr>
              {group.map(({ code, row }) => (
                <Row
                  key={code}
                  row={row}
                  hasMonths={hasMonths}
                  href={linkTo(address, { page: 'indicator', code })}
                />
              ))}
            </tbody>
          ))}
        </table>
      </section>
      <ul class="notes">
        {notesOf(shown, rows, language, hasMonths).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}

/** The heading of the column for the same month of the year before. */
const lastYearHeading = ({ month }: Snapshot, language: Language): string =>
  t('year.lastYear', { month: formatMonth(sameMonthLastYear(month), language) });

/** The buttons that print the table, or save it as a file. */
function PrintAndSave({ shown, rows }: { readonly shown: ShownVersion; readonly rows: readonly YearRow[] }) {
  const language = useLanguage();
  const { snapshot } = shown;
  // Until the history is loaded, a file would lack the earlier months.
  const canSave = shown.history === 'loaded';
  const fileName = `leadership-next-year-${snapshot.financialYear}-to-${snapshot.month}-v${snapshot.version}`;
  const saveCsv = (): void => {
    const file = yearFile(snapshot, rows);
    // The byte order mark tells spreadsheets that the file is UTF-8.
    saveFile(
      new Blob(['\ufeff', csvOf(file.header, file.rows)], { type: 'text/csv;charset=utf-8' }),
      `${fileName}.csv`,
    );
  };
  const saveWorkbook = async (): Promise<void> => {
    const { workbookOfYear } = await import('./year-workbook.ts');
    const workbook = workbookOfYear(rows, monthsOfYear(snapshot.month), language, {
      sheetName: snapshot.financialYear,
      year: nameFinancialYear(snapshot.financialYear, language),
      lastYear: lastYearHeading(snapshot, language),
      // The workbook always has the months.
      notes: notesOf(shown, rows, language, true),
    });
    saveFile(workbook, `${fileName}.xlsx`);
  };
  return (
    <div class="actions">
      <button type="button" class="second small" onClick={() => print()}>
        {t('year.print')}
      </button>
      <button type="button" class="second small" onClick={saveWorkbook} disabled={!canSave}>
        {t('year.excel')}
      </button>
      <button type="button" class="second small" onClick={saveCsv} disabled={!canSave}>
        {t('year.csv')}
      </button>
    </div>
  );
}

function Head({ snapshot, hasMonths }: { readonly snapshot: Snapshot; readonly hasMonths: boolean }) {
  const language = useLanguage();
  const headingsAfterMonths = [
    nameFinancialYear(snapshot.financialYear, language),
    lastYearHeading(snapshot, language),
    t('target'),
    t('year.reached'),
    t('year.difference'),
    t('year.toDate'),
  ];
  return (
    <thead>
      <tr>
        <th scope="col">{t('indicator')}</th>
        {hasMonths &&
          monthsOfYear(snapshot.month).map((month) => (
            <th scope="col" class="number" key={month}>
              {formatMonthShort(month, language)}
            </th>
          ))}
        {headingsAfterMonths.map((heading) => (
          <th scope="col" class="number" key={heading}>
            {heading}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** The notes below the table, on the page and in the workbook. A mark is explained only if the table has it. */
function notesOf(
  { snapshot, isAsPublished }: ShownVersion,
  rows: readonly YearRow[],
  language: Language,
  hasMonths: boolean,
): string[] {
  const isRevised = rows.some(({ months, year, lastYear, toDate }) =>
    [...(hasMonths ? months : []), year, lastYear, toDate].some((value) => value?.isRevised),
  );
  return [
    t('year.note.distinct'),
    t('year.note.stock'),
    ...(rows.some(({ indicator }) => isOfRoad(indicator)) ? [t('year.note.halfYearly')] : []),
    ...(rows.some(({ plan }) => plan !== null)
      ? [t('year.note.plan', { months: monthsOfYear(snapshot.month).length })]
      : []),
    t(isAsPublished ? 'year.note.asPublished' : 'year.note.newest'),
    ...(isRevised ? [t('year.note.revised')] : []),
    // Months of the year were revised. One person may be in several of them, so the year's number can't be computed anew from the months.
    ...(rows.some(({ year, lastYear }) => year.isOutdated || lastYear?.isOutdated)
      ? [t('year.note.untold')]
      : []),
    t('year.note.source', {
      programme: snapshot.programme.name,
      month: formatMonth(snapshot.month, language),
      version: snapshot.version,
    }),
  ];
}

/** The links to the financial years that have a table. */
function Years({ shown }: { readonly shown: ShownVersion }) {
  const language = useLanguage();
  const years = financialYearsOf(shown.months.map(({ month }) => month));
  return (
    <nav aria-label={t('year.others')}>
      {years.map(([year, month]) => (
        <a
          key={year}
          href={linkTo(withoutVersion(shown.address), { month })}
          aria-current={year === shown.snapshot.financialYear ? 'true' : undefined}
        >
          {t('year.upTo', {
            year: nameFinancialYear(year, language),
            month: formatMonth(month, language),
          })}
        </a>
      ))}
    </nav>
  );
}

/** The address for a link to another month: it shows that month's newest version. */
function withoutVersion({ version: _, ...address }: ShownVersion['address']): ShownVersion['address'] {
  return address;
}

type RowProps = { readonly row: YearRow; readonly hasMonths: boolean; readonly href: string };

function Row({ row, hasMonths, href }: RowProps) {
  const language = useLanguage();
  const { indicator, months, year, lastYear, toDate, reached, plan } = row;
  const { code, unit, way, title, target } = indicator;
  const levelAt = levelText(indicator, language);
  const pace = statePace({ unit, way, financialYear: year.value, target }, months.length, language);
  return (
    <tr data-code={code}>
      <th scope="row">
        <a href={href}>{title[language]}</a>
        {levelAt !== '' && <small> ({levelAt})</small>}
      </th>
      {hasMonths &&
        months.map((month, index) => (
          <td class="number" key={index}>
            {shortValue(month, indicator, language)}
            <RevisionNote published={month} unit={unit} />
          </td>
        ))}
      <td class="number" data-year={code}>
        {formatValue(year.value, unit, language)}
        <RevisionNote published={year} unit={unit} />
      </td>
      <td class="number">
        {lastYear === undefined ? '–' : formatValue(lastYear.value, unit, language)}
        <RevisionNote published={lastYear} unit={unit} />
      </td>
      <td class="number">{target === null ? '–' : formatValue(target, unit, language)}</td>
      <td class="number">{reached === null ? '–' : formatPermille(reached)}</td>
      <td class="number" {...(plan === null ? {} : { 'data-difference': plan.difference })}>
        {plan === null ? '–' : formatChange(plan.difference, unit, language)}
        {pace !== null && (
          <>
            <br />
            <small>{pace.word}</small>
          </>
        )}
      </td>
      <td class="number">
        {isLevel(way) ? '–' : formatValue(toDate.value, unit, language)}
        {!isLevel(way) && <RevisionNote published={toDate} unit={unit} />}
      </td>
    </tr>
  );
}

/**
 * The text of a month's cell. So that twelve months fit side by side, amounts are shortened, and a ratio of facts is shown as a share only. A
 * revised value is given in full, since the value that was published first stands beside it.
 */
function shortValue(
  published: PublishedValue | undefined,
  { unit, way }: Pick<Indicator, 'unit' | 'way'>,
  language: Language,
): string {
  if (published === undefined) return '–';
  const { value, isRevised } = published;
  const isInFull = isRevised || way === 'ratio_of_stocks' || (typeof value !== 'number' && isWithheld(value));
  if (isInFull) return formatValue(value, unit, language);
  const magnitude = magnitudeOf(value);
  if (magnitude === null) return '–';
  return unit === 'ratio' || unit === 'paise'
    ? formatTick(magnitude, unit, language)
    : formatValue(magnitude, unit, language);
}
