import type { Table } from '../../shared/table/client.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { createBooksReader } from './books-reader.ts';
import { createBorrowings } from './borrowing-repository.ts';
import { createLedgerReader } from './ledger-reader.ts';
import { createSheetLists } from './list-sheets.ts';
import { createOpenings } from './opening-repository.ts';
import { createSheets } from './sheet-repository.ts';

export type Books = ReturnType<typeof createBooks>;

/**
 * The repository of groups' books: `sheets` records meetings and vouchers, `lists` has them page by page, `ledgers` reads balances, and
 * `reader` computes accounts and savings from all sheets.
 */
export const createBooks = (table: Table, vault: Vault) => ({
  sheets: createSheets(table, vault),
  lists: createSheetLists(table),
  ledgers: createLedgerReader(table),
  borrowings: createBorrowings(table, vault),
  openings: createOpenings(table, vault),
  reader: createBooksReader(table),
});
