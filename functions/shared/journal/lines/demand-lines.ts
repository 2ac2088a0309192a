import * as z from 'zod';
import { demandKinds, demandRecipients, demandSteps, demandTopics } from '../../kinds/demand-words.ts';
import { base, date, district, id, object } from './fields.ts';

/**
 * The journal lines about demands on offices of the State. A function, so that its schemas are made at the first use of `journalLine` (line.ts).
 */
export const demandLines = () =>
  [
    object({
      ...base,
      type: z.literal('demand_recorded'),
      demandId: id,
      on: date,
      kind: z.enum(demandKinds),
      recipient: z.enum(demandRecipients),
      district: district.optional(),
      about: z.enum(demandTopics),
      /** The request for information that it follows. */
      follows: id.optional(),
      /** The last day on which the answer is in time, by the law or as promised. */
      dueOn: date.optional(),
    }),
    object({
      ...base,
      type: z.literal('demand_step'),
      demandId: id,
      on: date,
      step: z.enum(demandSteps),
    }),
    object({ ...base, type: z.literal('demand_reversed'), demandId: id }),
  ] as const;
