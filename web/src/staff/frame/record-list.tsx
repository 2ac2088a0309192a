import type { UseQueryResult } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import type { Column } from '../../design/table.tsx';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { type MessageKey, t } from '../text.ts';
import { DeskTable } from './desk-table.tsx';
import { Opened } from './opened.tsx';
import { Reading } from './reading.tsx';

type Columns<Item> = {
  readonly caption: MessageKey;
  /** What the record is called: it stands in the first column, and opens it. */
  readonly name: MessageKey;
  readonly nameOf: (item: Item) => string;
  /** Whether that is a person's name, which no file has. */
  readonly isPersonal?: boolean;
  /** The other columns. */
  readonly columns: readonly Column<Item>[];
  /** The address of the list; a record's is one part longer. */
  readonly at: Address;
};

type OpeningTableProps<Item> = Columns<Item> & { readonly items: readonly Item[] };

/** A table whose first column opens the row's record. */
export function OpeningTable<Item extends { readonly id: string }>({
  caption,
  name,
  nameOf,
  isPersonal = false,
  columns,
  at,
  items,
}: OpeningTableProps<Item>) {
  const opening: Column<Item> = {
    key: 'open',
    title: t(name),
    value: nameOf,
    ...(isPersonal ? {} : { exported: true }),
    cell: (item) => (
      <a href={hrefOf(...at, item.id)} {...(name === 'code' ? { class: 'code' } : {})}>
        {nameOf(item)}
      </a>
    ),
  };
  return (
    <DeskTable
      list={at[0] ?? 'list'}
      idsOf={({ id }) => [id]}
      caption={t(caption)}
      empty={t('nothing')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[opening, ...columns]}
    />
  );
}

type RecordListProps<Item> = Columns<Item> & {
  readonly of: UseQueryResult<{ readonly items: readonly Item[]; readonly isWhole: boolean }>;
  /** The id of the opened record. */
  readonly open: string | undefined;
  readonly above?: ComponentChildren;
  readonly below?: ComponentChildren;
  /** Renders the opened record. */
  readonly one: (item: Item) => ComponentChildren;
};

/** A desk's list of records, or the opened one. */
export function RecordList<Item extends { readonly id: string }>({
  of,
  open,
  above,
  below,
  one,
  ...table
}: RecordListProps<Item>) {
  if (open !== undefined) {
    return (
      <Reading of={of}>
        {({ items }) => {
          const chosen = items.find(({ id }) => id === open);
          return chosen === undefined ? (
            <Opened back={table.caption} backTo={table.at} title={t('refused.missing')}>
              {null}
            </Opened>
          ) : (
            one(chosen)
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
            <OpeningTable {...table} items={items} />
            {below}
          </>
        )}
      </Reading>
    </>
  );
}
