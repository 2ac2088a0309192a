import * as z from 'zod';
import { date } from '../../shared/fields/fields.ts';
import { entryKinds, lineKinds } from '../../shared/kinds/book-kinds.ts';

const paise = z.int().min(0);
const kind = z.enum([...entryKinds, ...lineKinds]);
const row = z.object({ kind, head: z.string().optional(), amountPaise: paise });
/** What came from other groups by moves in the period, and what went to them. It is neither income nor expense. */
const moved = { movedInPaise: paise, movedOutPaise: paise };
const money = z.object({ cashPaise: z.int(), bankPaise: z.int() });

/**
 * A group's accounts for a period, by the sheets' own dates. No balance is negative in the order of recording, but a sheet
 * may be recorded late. So a balance may be negative on a past date, and the schema sets no lower bound.
 */
export const accounts = z.object({
  receiptsAndPayments: z.object({
    opening: money,
    receipts: z.array(row),
    payments: z.array(row),
    ...moved,
    closing: money,
  }),
  incomeAndExpenditure: z.object({
    income: z.array(row),
    expenditure: z.array(row),
    surplusPaise: z.int(),
    ...moved,
  }),
  balanceSheet: z.object({
    asOf: date,
    ...moved,
    assets: z.object({ cashPaise: z.int(), bankPaise: z.int(), loansOutstandingPaise: z.int() }),
    liabilities: z.object({
      savingsPaise: z.int(),
      borrowingsOutstandingPaise: z.int(),
      grantsPaise: z.int(),
      surplusPaise: z.int(),
    }),
  }),
});
export type Accounts = z.infer<typeof accounts>;
