import * as z from 'zod';
import { amountOrNothingPaise, clientId, date, district, stamp } from '../domain/fields.ts';
import { plaintextLine } from '../screening/plaintext-fields.ts';

/** A collective as it is sent: a local self-help group of survivors who save together. */
export const collectiveInput = z.strictObject({
  id: clientId,
  name: plaintextLine,
  district,
  mandal: plaintextLine,
  formedOn: date,
  meetingFrequency: z.enum(['weekly', 'fortnightly', 'monthly']),
  /** The usual deposit of a member at a meeting. */
  usualDepositPaise: amountOrNothingPaise,
  /** The usual monthly interest on loans, in hundredths of a per cent: 200 is 2% a month. */
  ratePerMonthBasisPoints: z.int().min(0).max(1_000).optional(),
  closedOn: date.optional(),
});
export type CollectiveInput = z.infer<typeof collectiveInput>;

const { closedOn, ratePerMonthBasisPoints } = collectiveInput.shape;

/**
 * The changeable fields of a collective. `closedOn: null` reopens it; `ratePerMonthBasisPoints: null` removes the usual
 * interest.
 */
export const collectiveChange = collectiveInput.omit({ id: true }).partial().extend({
  closedOn: closedOn.nullable(),
  ratePerMonthBasisPoints: ratePerMonthBasisPoints.nullable(),
});
export type CollectiveChange = z.infer<typeof collectiveChange>;

export const collective = collectiveInput
  .extend({
    ...stamp,
    /** The day of the opening of its books, if it saved together before it joined the programme. */
    openedAsOf: date.optional(),
  })
  .strip();
export type Collective = z.infer<typeof collective>;
