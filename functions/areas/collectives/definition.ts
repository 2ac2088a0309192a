import * as z from 'zod';
import { changeable, type Fields, madeByServer, sentOnce, stampOf } from '../../shared/definition/define.ts';
import { amountOrNothingPaise, clientId, date, district } from '../../shared/fields/fields.ts';
import { plaintextLine } from '../../shared/screening/plaintext-fields.ts';

/** A text that others read: names and numbers in it are refused. */
const publicLine = { is: plaintextLine, ...changeable, screened: true } as const;

/**
 * A collective: a local self-help group of survivors who save together. Its key encrypts the texts of its books and none of these fields, so
 * every field must be open.
 */
export const collectiveFields = {
  id: { is: clientId, ...sentOnce },
  name: { ...publicLine },
  district: { is: district, ...changeable },
  mandal: { ...publicLine },
  formedOn: { is: date, ...changeable },
  meetingFrequency: { is: z.enum(['weekly', 'fortnightly', 'monthly']), ...changeable },
  /** The usual deposit of a member at a meeting. */
  usualDepositPaise: { is: amountOrNothingPaise, ...changeable },
  /** The usual monthly interest on loans, in hundredths of a per cent: 200 is 2% a month. */
  ratePerMonthBasisPoints: { is: z.int().min(0).max(1_000), ...changeable, optional: true },
  closedOn: { is: date, ...changeable, optional: true },
  ...stampOf('listed'),
  /** The day of the opening of its books, if it saved together before it joined the programme. */
  openedAsOf: { is: date, ...madeByServer, optional: true },
} as const satisfies Fields;
