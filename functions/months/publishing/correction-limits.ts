import * as z from 'zod';
import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { type AppError, refused } from '../../shared/errors/errors.ts';

/** How many corrections may be requested on a day, and how many were. The head of the register counts them (register-publication.ts). */

/** The head of the register, as stored. */
export const storedHead = z.object({
  /** The ordinal of the last publication. */
  ordinal: z.int(),
  /** How many corrections were requested on the newest Indian day on which one was. */
  corrections: z
    .object({
      on: z.string(),
      count: z.int(),
      /** How many, by person. Heads stored before people were counted don't have it. */
      by: z.record(z.string(), z.int()).default({}),
    })
    .optional(),
});
export type Head = z.infer<typeof storedHead>;
/** The maximum number of corrections on one day. Each takes as long to count and print as a month, so hundreds would hold up every month behind them. */
export const maxCorrectionsOfDay = 20;

/** How many of them one person may request, so that nobody can use them all up. */
export const maxCorrectionsOfPerson = maxCorrectionsOfDay / 2;

const tooManyCorrections = (): AppError =>
  refused(
    'too_many',
    `No more than ${maxCorrectionsOfDay} corrections are taken on one day, ${maxCorrectionsOfPerson} of them from one person. One takes in everything that was recorded before it.`,
  );

type Corrections = NonNullable<Head['corrections']>;

/** The corrections that were requested on the Indian day of an instant. */
export const correctionsOfDay = ({ corrections }: Head, at: string): Corrections => {
  const on = dateInIndia(new Date(at));
  return corrections?.on === on ? corrections : { on, count: 0, by: {} };
};

/** The refusal `too_many` of one more correction, if all people together or this person have requested as many as they may on the day. */
export const validateCorrections = ({ count, by }: Corrections, personId: string): AppError | undefined =>
  count < maxCorrectionsOfDay && (by[personId] ?? 0) < maxCorrectionsOfPerson
    ? undefined
    : tooManyCorrections();
