import type { UseQueryResult } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Reading } from './reading.tsx';
import { Table } from './table.tsx';
import { type MessageKey, t } from './text.ts';

type Columns<Item> = {
  readonly caption: MessageKey;
  readonly columns: readonly MessageKey[];
  /** What stands in the first column, and opens the record. */
  readonly nameOf: (item: Item) => string;
  readonly cellsOf: (item: Item) => readonly ComponentChildren[];
};

type OpeningTableProps<Item> = Columns<Item> & {
  readonly items: readonly Item[];
  readonly onOpen: (id: string) => void;
};

/** A table whose first column opens what stands in the row. */
export function OpeningTable<Item extends { readonly id: string }>({
  caption,
  columns,
  nameOf,
  cellsOf,
  items,
  onOpen,
}: OpeningTableProps<Item>) {
  return (
    <Table
      caption={t(caption)}
      columns={columns}
      rows={items.map((item) => ({
        key: item.id,
        cells: [
          <button type="button" class="link" key="open" onClick={() => onOpen(item.id)}>
            {nameOf(item)}
          </button>,
          ...cellsOf(item),
        ],
      }))}
    />
  );
}

type RecordListProps<Item> = Columns<Item> & {
  readonly of: UseQueryResult<{ readonly items: readonly Item[]; readonly isWhole: boolean }>;
  readonly above?: ComponentChildren;
  readonly below?: (open: (id: string) => void) => ComponentChildren;
  /** The record that was opened. */
  readonly one: (item: Item, onBack: () => void) => ComponentChildren;
};

/** A list of records, or the one of them that was opened. */
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
