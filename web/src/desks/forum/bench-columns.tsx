import { DateText } from '../../design/date.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { t } from '../text.ts';
import type { BenchRow } from './bench-rules.ts';

/** The columns that the tables of the bench share. */

export const codeColumn = <Row extends { readonly member: BenchRow['member'] }>(): Column<Row> => ({
  key: 'code',
  title: t('code'),
  value: ({ member }) => member.code,
  exported: true,
  cell: ({ member }) => (
    <a class="code" href={hrefOf('members', member.id)}>
      {member.code}
    </a>
  ),
});

export const districtColumn = <Row extends { readonly member: BenchRow['member'] }>(): Column<Row> => ({
  key: 'district',
  title: t('district'),
  value: ({ member }) => nameDistrict(member.district),
  exported: ({ member }) => member.district,
});

export const dateColumn = <Row,>(
  key: string,
  title: string,
  dateOf: (row: Row) => string | undefined,
): Column<Row> => ({
  key,
  title,
  value: dateOf,
  exported: true,
  cell: (row) => {
    const on = dateOf(row);
    return on === undefined ? '–' : <DateText on={on} />;
  },
});

export const countColumn = <Row,>(
  key: string,
  title: string,
  countOf: (row: Row) => number,
): Column<Row> => ({
  key,
  title,
  value: countOf,
  exported: true,
  isNumber: true,
});
