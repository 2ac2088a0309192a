import { formatBrief } from '../../../../functions/months/disclosure/format-values.ts';
import { latestValues } from '../../../../functions/months/disclosure/latest-values.ts';
import { isSameValue } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import {
  changesByIndicator,
  countToldBefore,
  stateCorrection,
} from '../../../../functions/months/rendering/correction.ts';
import { Table } from '../../design/table/table.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { fileValue, formatMonth } from '../../months/format-published.ts';
import type { Snapshot } from '../../months/published.ts';
import { type Address, linkTo } from '../address.ts';
import { indicatorColumn } from '../month/indicator-column.tsx';
import { OriginalText } from '../original-text.tsx';
import { t } from '../text.ts';
import { publicationName } from './change-columns.tsx';
import type { NumberChange } from './number-changes.ts';

type CorrectionProps = { readonly snapshot: Snapshot; readonly address: Address };

/**
 * Says what the shown version corrects, above everything else on the funder's pages; nothing for a month's first version.
 * @param props.earlier the publications before it; undefined until they are read
 */
export function CorrectionNotice({
  snapshot,
  address,
  earlier = [],
}: CorrectionProps & { readonly earlier: readonly Snapshot[] | undefined }) {
  const language = useLanguage();
  const { month, reason, changes, because } = snapshot;
  if (changes === undefined || because === undefined) return null;
  const toldBefore = countToldBefore(changes, latestValues(earlier).get(month));
  const said = stateCorrection(formatMonth(month, language), changes, because, language, toldBefore);
  return (
    <p class="notice">
      <strong>{said.lead}</strong>{' '}
      {reason !== null && (
        <>
          {said.reasonLabel} <OriginalText text={reason} />{' '}
        </>
      )}
      {said.because}{' '}
      {address.page === 'changes' || changes.length === 0 ? (
        said.changed
      ) : (
        <a href={linkTo(address, { page: 'changes' })}>{said.changed}</a>
      )}
    </p>
  );
}

/**
 * The table of the numbers that the shown version corrects, each with the publication that told the month's new number first. That may have been an
 * earlier one, since the reports of other months revise this month too.
 */
export function CorrectedNumbers({
  snapshot,
  address,
  changes: allChanges,
}: CorrectionProps & { readonly changes: readonly NumberChange[] }) {
  const language = useLanguage();
  const { month, version, changes } = snapshot;
  if (changes === undefined) return null;
  const byCode = new Map(snapshot.indicators.map((indicator) => [indicator.code, indicator]));
  type Row = ReturnType<typeof changesByIndicator>[number];
  const cell = (row: Row, part: 'month' | 'financialYear' | 'toDate') => {
    const change = row[part];
    const described = byCode.get(row.code) ?? { unit: '' };
    return change === undefined
      ? '–'
      : `${formatBrief(change.was, described, language)} → ${formatBrief(change.now, described, language)}`;
  };
  const exported = (row: Row, part: 'month' | 'financialYear' | 'toDate') => {
    const change = row[part];
    return change === undefined ? undefined : `${fileValue(change.was)} → ${fileValue(change.now)}`;
  };
  /** The publication that told the month's new number first; a dash if only the year or the total changed. */
  const toldBy = ({ month: monthChange }: Row): string => {
    if (monthChange === undefined) return '–';
    const first = allChanges.find(
      ({ month: ofMonth, code, now }) =>
        ofMonth === month && code === monthChange.code && isSameValue(now, monthChange.now),
    );
    return first === undefined ? '–' : publicationName(first.publication, language);
  };
  const title = t('correction.numbers', { month: formatMonth(month, language) });
  return (
    <section aria-labelledby="corrected">
      <h2 id="corrected">{title}</h2>
      <Table
        caption={title}
        rows={changesByIndicator(changes)}
        keyOf={({ code }) => code}
        empty={t('correction.none')}
        file={{ name: `leadership-next-correction-${month}-v${version}` }}
        columns={[
          indicatorColumn(snapshot, address, language),
          { key: 'by', title: t('revisions.by'), value: toldBy },
          ...(['month', 'financialYear', 'toDate'] as const).map((part) => ({
            key: part,
            title: t(`period.${part}`),
            isNumber: true,
            cell: (row: Row) => cell(row, part),
            exported: (row: Row) => exported(row, part),
          })),
        ]}
      />
    </section>
  );
}
