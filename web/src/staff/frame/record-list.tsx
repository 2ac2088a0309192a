import type { UseQueryResult } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type Column, Table } from '../../design/table.tsx';
import { type MessageKey, t } from '../text.ts';
import { Reading } from './reading.tsx';

type Columns<Item> = {
  readonly caption: MessageKey;
  /** What the record is called: it stands in the first column, and opens it. */
  readonly name: MessageKey;
  readonly nameOf: (item: Item) => string;
  /** The other columns. */
  readonly columns: readonly Column<Item>[];
};

type OpeningTableProps<Item> = Columns<Item> & {
  readonly items: readonly Item[];
  readonly onOpen: (id: string) => void;
};

/** A table whose first column opens the row's record. */
export function OpeningTable<Item extends { readonly id: string }>({
  caption,
  name,
  nameOf,
  columns,
  items,
  onOpen,
}: OpeningTableProps<Item>) {
  const opening: Column<Item> = {
    key: 'open',
    title: t(name),
    value: nameOf,
    cell: (item) => (
      <button type="button" class="link" onClick={() => onOpen(item.id)}>
        {nameOf(item)}
      </button>
    ),
  };
  return (
    <Table
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
  readonly above?: ComponentChildren;
  readonly below?: (open: (id: string) => void) => ComponentChildren;
  /** Renders the opened record. */
  readonly one: (item: Item, onBack: () => void) => ComponentChildren;
};

/** A list of records, or the opened one. */
export function RecordList<Item extends { readonly id: string }>({
  of,
  above,
  below,
  one,
  ...table
}: RecordListProps<Item>) {
  const [open, setOpen] = useState<string>();
  const chosen = of.data?.items.find(({ id }) => id === open);
  if (chosen !== undefined) return <>{one(chosen, () => setOpen(undefined))}</>;
  return (
    <>
      {above}
      <Reading of={of}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <OpeningTable {...table} items={items} onOpen={setOpen} />
            {below?.(setOpen)}
          </>
        )}
      </Reading>
    </>
  );
}
