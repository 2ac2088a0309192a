import type { Table } from '../table/client.ts';
import type { Vault } from '../vault/vault.ts';
import { createBooksReader } from './books-reader.ts';
import { createBorrowings } from './borrowing-repository.ts';
import { createOpenings } from './opening-repository.ts';
import { createSheets } from './sheet-repository.ts';

export type Books = ReturnType<typeof createBooks>;

/** The repository of groups' books: `sheets` holds meetings and vouchers; `reader` computes accounts and reports from all of them. */
export const createBooks = (table: Table, vault: Vault) => ({
  sheets: createSheets(table, vault),
  borrowings: createBorrowings(table, vault),
  openings: createOpenings(table, vault),
  reader: createBooksReader(table),
});
