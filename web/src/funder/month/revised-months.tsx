import { Table } from '../../design/table/table.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { fileValue, formatMonth, formatValue } from '../../months/format-published.ts';
import type { Snapshot } from '../../months/published.ts';
import type { Address } from '../address.ts';
import { t } from '../text.ts';
import { CorrectedNumbers } from './correction.tsx';
import { indicatorColumn } from './indicator-column.tsx';

type RevisedMonthsProps = { readonly snapshot: Snapshot; readonly address: Address };

/** The funder's page of revised months: the revised numbers of earlier months, beside those that were published. */
export function RevisedMonths({ snapshot, address }: RevisedMonthsProps) {
  const language = useLanguage();
  const byCode = new Map(snapshot.indicators.map((indicator) => [indicator.code, indicator]));
  // An indicator that the snapshot does not have any more is shown by its code, and its numbers without a unit.
  const unitOf = (code: string): string => byCode.get(code)?.unit ?? '';
  return (
    <>
      <CorrectedNumbers snapshot={snapshot} address={address} />
      <p>{t('revisions.why')}</p>
      <Table
        caption={t('revisions.earlier')}
        rows={snapshot.revisions}
        keyOf={({ month, code }) => `${month} ${code}`}
        empty={t('revisions.none')}
        file={{ name: `leadership-next-changes-${snapshot.month}-v${snapshot.version}` }}
        columns={[
          {
            key: 'month',
            title: t('month'),
            value: ({ month }) => month,
            cell: ({ month }) => formatMonth(month, language),
            exported: ({ month }) => month,
          },
          indicatorColumn(snapshot, address, language),
          {
            key: 'was',
            title: t('revisions.was'),
            isNumber: true,
            cell: ({ code, was }) => formatValue(was, unitOf(code), language),
            exported: ({ was }) => fileValue(was),
          },
          {
            key: 'now',
            title: t('revisions.now'),
            isNumber: true,
            cell: ({ code, now }) => formatValue(now, unitOf(code), language),
            exported: ({ now }) => fileValue(now),
          },
        ]}
      />
    </>
  );
}
