import { auditRows } from './audit-rows.ts';
import { booksRows } from './books-rows.ts';
import { casesRows } from './cases-rows.ts';
import type { Rows } from './expectations.ts';
import { membersRows } from './members-rows.ts';
import { peopleRows } from './people-rows.ts';
import { publicationsRows } from './publications-rows.ts';

/** What the design says of every route. */
export const rows: Rows = {
  ...peopleRows,
  ...membersRows,
  ...booksRows,
  ...casesRows,
  ...publicationsRows,
  ...auditRows,
};
