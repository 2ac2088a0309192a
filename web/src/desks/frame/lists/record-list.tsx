import type { ComponentChildren } from 'preact';
import type { ExportList } from '../../../../../functions/shared/kinds/export-lists.ts';
import type { Column } from '../../../design/table/table-columns.tsx';
import { type Address, hrefOf } from '../../../session/desk-address.ts';
import { type MessageKey, t } from '../../text.ts';
import { OpenedRecord } from '../opened-record.tsx';
import { Reading, type ReadResult } from '../reading.tsx';
import { DeskTable } from './desk-table.tsx';

type RecordColumns<Item> = {
  /** The name of the list, which a downloaded file gets too. */
  readonly list: ExportList;
  /** The ids that the access log lists for a download (`DeskTable`). */
  readonly loggedIdsOf?: (item: Item) => readonly string[];
  readonly caption: MessageKey;
  /** The heading of the first column, whose cells name the records and link to them. */
  readonly name: MessageKey;
  readonly nameOf: (item: Item) => string;
  /** Whether `nameOf` gives a person's name, which must not get into a downloaded file. */
  readonly isPersonal?: boolean;
  /** The other columns. */
  readonly columns: readonly Column<Item>[];
  /** The address of the list; a record's address is this and its id. */
  readonly address: Address;
};

type RecordTableProps<Item> = RecordColumns<Item> & { readonly items: readonly Item[] };

/** The table of a list of records, in which each row's first cell is a link that opens the record. */
export function RecordTable<Item extends { readonly id: string }>({
  list,
  loggedIdsOf = ({ id }) => [id],
  caption,
  name,
  nameOf,
  isPersonal = false,
  columns,
  address,
  items,
}: RecordTableProps<Item>) {
  const linkColumn: Column<Item> = {
    key: 'open',
    title: t(name),
    value: nameOf,
    ...(isPersonal ? {} : { exported: true }),
    // Where the first column has codes, they look as codes do everywhere.
    cell: (item) => (
      <a href={hrefOf(...address, item.id)} {...(name === 'code' ? { class: 'code' } : {})}>
        {nameOf(item)}
      </a>
    ),
  };
  return (
    <DeskTable
      list={list}
      loggedIdsOf={loggedIdsOf}
      tellsLeftOut={isPersonal}
      caption={t(caption)}
      empty={t('nothing')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[linkColumn, ...columns]}
    />
  );
}

type RecordListProps<Item> = RecordColumns<Item> & {
  /** `isWhole` is false if the API has more records than were read. */
  readonly of: ReadResult<{ readonly items: readonly Item[]; readonly isWhole: boolean }>;
  /** The id of the opened record; undefined shows the list. */
  readonly openId: string | undefined;
  /** What stands above and below the table; neither is drawn with an opened record. */
  readonly above?: ComponentChildren;
  readonly below?: ComponentChildren;
  /** Draws the opened record. */
  readonly drawRecord: (item: Item) => ComponentChildren;
};

/** A desk's list of records; shows the table, or one record if it was opened from the table. */
export function RecordList<Item extends { readonly id: string }>({
  of,
  openId,
  above,
  below,
  drawRecord,
  ...table
}: RecordListProps<Item>) {
  if (openId !== undefined) {
    return (
      <Reading of={of}>
        {({ items }) => {
          const opened = items.find(({ id }) => id === openId);
          return opened === undefined ? (
            <OpenedRecord backLabel={table.caption} backTo={table.address} title={t('refused.missing')}>
              {null}
            </OpenedRecord>
          ) : (
            drawRecord(opened)
          );
        }}
      </Reading>
    );
  }
  return (
    <>
      {above}
      <Reading of={of}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <RecordTable {...table} items={items} />
            {below}
          </>
        )}
      </Reading>
    </>
  );
}
