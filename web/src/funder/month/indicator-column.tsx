import type { Column } from '../../design/table/table-columns.tsx';
import type { Language } from '../../i18n/language.ts';
import type { Snapshot } from '../../months/published.ts';
import { type Address, linkTo } from '../address.ts';
import { t } from '../text.ts';

/**
 * The column of tables of changed numbers that names a row's indicator and leads to its page. An indicator that the snapshot has no more
 * is shown by its code.
 */
export function indicatorColumn<Row extends { readonly code: string }>(
  { indicators }: Pick<Snapshot, 'indicators'>,
  address: Address,
  language: Language,
): Column<Row> {
  const titleByCode = new Map(indicators.map(({ code, title }) => [code, title[language]]));
  const titleOf = ({ code }: Row): string => titleByCode.get(code) ?? code;
  return {
    key: 'indicator',
    title: t('indicator'),
    value: titleOf,
    cell: (row) => <a href={linkTo(address, { page: 'indicator', code: row.code })}>{titleOf(row)}</a>,
    exported: ({ code }) => code,
  };
}
