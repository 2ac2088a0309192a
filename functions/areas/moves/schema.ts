import * as z from 'zod';
import { amountOrNothingPaise, clientId, date, line, stamp } from '../../shared/fields/fields.ts';
import { page } from '../../shared/fields/page-schema.ts';
import { moveLimits } from '../../shared/kinds/book-limits.ts';
import { maxAmountPaise } from '../../shared/money/money.ts';

/** An amount that goes with a move; below zero it goes the other way. */
const amountEitherWayPaise = z.int().min(-maxAmountPaise).max(maxAmountPaise);

/** What goes of the group's own. */
const own = z.strictObject({
  grantsPaise: amountOrNothingPaise.optional(),
  surplusPaise: amountEitherWayPaise.optional(),
  borrowingIds: z.array(clientId).max(moveLimits.borrowings).optional(),
});

const sentMove = z.strictObject({
  id: clientId,
  on: date,
  to: clientId.describe('The collective to which they go.'),
  members: z.array(clientId).max(moveLimits.members).describe('The women who go.'),
  own: own.optional(),
  cashPaise: amountEitherWayPaise,
  bankPaise: amountEitherWayPaise,
  reason: line.optional(),
});

/** The positions in a list of ids that stand there before. */
const repeatedIn = (ids: readonly string[]): number[] =>
  ids.flatMap((id, index) => (ids.indexOf(id) < index ? [index] : []));

const movesSomething = ({ members, own: ofGroup = {}, cashPaise, bankPaise }: z.infer<typeof sentMove>) =>
  members.length > 0 ||
  (ofGroup.borrowingIds ?? []).length > 0 ||
  [cashPaise, bankPaise, ofGroup.grantsPaise ?? 0, ofGroup.surplusPaise ?? 0].some((paise) => paise !== 0);

export const moveInput = sentMove.superRefine((sent, context) => {
  for (const index of repeatedIn(sent.members)) {
    context.addIssue({
      code: 'custom',
      path: ['members', index],
      message: 'She stands in the list already.',
    });
  }
  for (const index of repeatedIn(sent.own?.borrowingIds ?? [])) {
    const path = ['own', 'borrowingIds', index];
    context.addIssue({ code: 'custom', path, message: 'It stands in the list already.' });
  }
  if (!movesSomething(sent)) {
    context.addIssue({ code: 'custom', path: ['members'], message: 'Nothing would move.' });
  }
});
export type MoveInput = z.infer<typeof moveInput>;

export const moveReversalInput = z.strictObject({ id: clientId, reason: line });
export type MoveReversalInput = z.infer<typeof moveReversalInput>;

export const moveQuery = z.strictObject(page);

/** A move as answers have it: what was sent, whence it went, and what each woman took along. */
export const move = z.object({
  id: clientId,
  on: date,
  from: clientId.describe('The collective that they left.'),
  to: clientId.describe('The collective to which they went.'),
  members: z.array(clientId).describe('The women who went.'),
  own: z.object({ grantsPaise: z.int(), surplusPaise: z.int(), borrowingIds: z.array(clientId) }),
  cashPaise: z.int(),
  bankPaise: z.int(),
  holdings: z
    .array(z.object({ memberId: clientId, savingsPaise: z.int(), loansPaise: z.int() }))
    .describe('What each woman took along: her savings, and what she owed of her loans.'),
  reason: z.string().optional(),
  reversed: z.object({ id: z.string(), at: z.iso.datetime(), by: z.string(), reason: z.string() }).optional(),
  ...stamp,
});
export type Move = z.infer<typeof move>;
