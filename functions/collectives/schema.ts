import * as z from 'zod';
import { amountOrNothingPaise, clientId, date, district, stamp } from '../domain/fields.ts';
import { openLine } from '../screening/tripwire.ts';

/** A local self-help group of survivors who save together. */
export const collectiveInput = z.strictObject({
  id: clientId,
  name: openLine,
  district,
  mandal: openLine,
  formedOn: date,
  meetingFrequency: z.enum(['weekly', 'fortnightly', 'monthly']),
  /** What a member usually deposits at a meeting. */
  usualDepositPaise: amountOrNothingPaise,
  /** The usual interest on loans of a month, in hundredths of a per cent: 200 is 2% a month. */
  ratePerMonthBasisPoints: z.int().min(0).max(1_000).optional(),
  closedOn: date.optional(),
});
export type CollectiveInput = z.infer<typeof collectiveInput>;

const { closedOn, ratePerMonthBasisPoints } = collectiveInput.shape;

/** What may be changed. `closedOn: null` opens the collective again; `ratePerMonthBasisPoints: null` takes the usual interest away. */
export const collectiveChange = collectiveInput.omit({ id: true }).partial().extend({
  closedOn: closedOn.nullable(),
  ratePerMonthBasisPoints: ratePerMonthBasisPoints.nullable(),
});
export type CollectiveChange = z.infer<typeof collectiveChange>;

export const collective = collectiveInput.extend(stamp).strip();
export type Collective = z.infer<typeof collective>;
