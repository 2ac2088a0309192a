import * as z from 'zod';
import { entryKinds, lineKinds, places } from '../../shared/kinds/book-kinds.ts';
import type { Item } from '../../shared/table/client.ts';
import { type AccountedSheet, summed } from './accounts-of-period.ts';
import { listedEntry, reversal } from './listed-sheet-schema.ts';
import type { StatementSheet } from './member-statement.ts';

/** What readers of all sheets of a group keep of a stored one: a group's thousands, with hundreds of entries each, are more than the memory. */

const reversible = z.object({ reversed: reversal.optional() });

const meetingOfMany = reversible.extend({
  id: z.string(),
  heldOn: z.string(),
  createdAt: z.string(),
  entries: z.array(z.unknown()),
});

/** A meeting with the entries of one member; undefined if it has none. Those of others are not parsed. */
export const meetingOfMember = (item: Item, memberId: string): StatementSheet | undefined => {
  const { entries, ...meeting } = meetingOfMany.parse(item);
  const hers = entries.filter(
    (entry) =>
      typeof entry === 'object' && entry !== null && 'memberId' in entry && entry.memberId === memberId,
  );
  return hers.length === 0 ? undefined : { ...meeting, entries: z.array(listedEntry).parse(hers) };
};

const posting = z.object({
  kind: z.enum([...entryKinds, ...lineKinds]),
  amountPaise: z.int(),
  account: z.enum(places).optional(),
  head: z.string().optional(),
});
const accounted = reversible.extend({
  /** Of a meeting. */
  heldOn: z.string().optional(),
  /** Of a voucher. */
  on: z.string().optional(),
  entries: z.array(posting).default([]),
  lines: z.array(posting).default([]),
});

/** What a meeting or voucher does to the accounts: nothing if it was reversed. */
export const accountedSheet = (item: Item): AccountedSheet & { readonly isReversed: boolean } => {
  const { heldOn, on = heldOn, entries, lines, reversed } = accounted.parse(item);
  return {
    on: z.string().parse(on),
    postings: reversed === undefined ? summed([...entries, ...lines]) : [],
    isReversed: reversed !== undefined,
  };
};
