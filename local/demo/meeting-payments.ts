import { makeDemoId, rupees } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import type { Random } from './random.ts';

/** What the members of the demo programme pay and get at a meeting. meetings.ts makes the sheets. */

/** What a member has saved and owes, by the sheets recorded so far. */
export type MemberAccount = {
  readonly member: DemoMember;
  savingsPaise: number;
  loan: { readonly id: string; readonly principalPaise: number; outstandingPaise: number } | null;
  hasLeft: boolean;
};

/** One payment on a meeting's sheet, in the API's words. */
export type SheetEntry = {
  readonly memberId: string;
  readonly kind: 'deposit' | 'withdrawal' | 'loan' | 'repayment' | 'interest' | 'fine';
  readonly amountPaise: number;
  /** Only a loan, a repayment and interest have it. */
  readonly loanId?: string;
};

/** What a member who is present pays: mostly a deposit, and now and then a fine. */
export function pay(random: Random, { member }: MemberAccount): SheetEntry[] {
  const usual = member.collective.usualDepositPaise;
  // She deposits the usual amount six times in eight, or else half of it or twice as much.
  const amountPaise = random.pick([usual, usual, usual, usual, usual, usual, usual / 2, usual * 2]);
  return [
    ...(random.percentChance(95) ? [{ memberId: member.id, kind: 'deposit', amountPaise } as const] : []),
    ...(random.percentChance(2)
      ? [{ memberId: member.id, kind: 'fine', amountPaise: rupees(10) } as const]
      : []),
  ];
}

/** A repayment of a sixth of the loan, rounded up to the next ₹50, and interest of 1 % of what she owes, rounded to whole rupees. */
export function repay(random: Random, { member, loan }: MemberAccount): SheetEntry[] {
  // Now and then she can't pay.
  if (loan === null || random.percentChance(12)) return [];
  const sixthPaise = loan.principalPaise / 6;
  const instalmentPaise = Math.ceil(sixthPaise / rupees(50)) * rupees(50);
  const onePercentPaise = loan.outstandingPaise / 100;
  const interestPaise = rupees(Math.round(onePercentPaise / rupees(1)));
  return [
    {
      memberId: member.id,
      kind: 'repayment',
      amountPaise: Math.min(instalmentPaise, loan.outstandingPaise),
      loanId: loan.id,
    },
    ...(interestPaise > 0
      ? [{ memberId: member.id, kind: 'interest', amountPaise: interestPaise, loanId: loan.id } as const]
      : []),
  ];
}

/**
 * At most one new loan per meeting, of ₹1,500 to ₹8,000, and at most 60 % of the lendable cash: the cash in the box before the meeting minus the
 * meeting's withdrawals.
 * @param entries the other entries of the meeting
 */
export function lend(
  random: Random,
  borrowers: readonly MemberAccount[],
  {
    entries,
    cashPaise,
    at,
  }: { readonly entries: readonly SheetEntry[]; readonly cashPaise: number; readonly at: string },
): SheetEntry[] {
  const withdrawnPaise = entries
    .filter(({ kind }) => kind === 'withdrawal')
    .reduce((sum, { amountPaise }) => sum + amountPaise, 0);
  const lendablePaise = cashPaise - withdrawnPaise;
  const maxPaise = Math.floor((lendablePaise * 0.6) / rupees(500)) * rupees(500);
  if (borrowers.length === 0 || maxPaise < rupees(1500) || random.percentChance(35)) return [];
  const account = random.pick(borrowers);
  const amountPaise = Math.min(maxPaise, rupees(500) * random.int(3, 16));
  return [{ memberId: account.member.id, kind: 'loan', amountPaise, loanId: makeDemoId(random, at) }];
}

/** The withdrawal of all that a member has saved; nothing if she has saved nothing. */
export function withdrawAll({ member, savingsPaise }: MemberAccount): SheetEntry[] {
  return savingsPaise > 0 ? [{ memberId: member.id, kind: 'withdrawal', amountPaise: savingsPaise }] : [];
}
