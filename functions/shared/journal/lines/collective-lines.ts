import * as z from 'zod';
import { base, date, district, id, object } from './fields.ts';

/**
 * The journal lines about a collective. A function, so that its schemas are made at the first use of `journalLine`
 * (line.ts).
 */
export const collectiveLines = () => {
  return [
    object({
      ...base,
      type: z.literal('collective_formed'),
      collectiveId: id,
      district,
      formedOn: date,
      closedOn: date.optional(),
    }),
    /** The collective after the change; `fields` names what changed. */
    object({
      ...base,
      type: z.literal('collective_changed'),
      collectiveId: id,
      district,
      formedOn: date,
      closedOn: date.optional(),
      fields: z.array(z.string()),
    }),
  ] as const;
};
