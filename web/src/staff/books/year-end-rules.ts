/** How a group shares its surplus; pure. Amounts in paise. */

export const shareWays = ['equally', 'savings', 'attendance'] as const;
export type ShareWay = (typeof shareWays)[number];

export type Sharer = {
  readonly memberId: string;
  readonly savingsPaise: number;
  /** At how many meetings of the year she was present. */
  readonly timesPresent: number;
};

const rupee = 100;

const weightOf = ({ savingsPaise, timesPresent }: Sharer, way: ShareWay): number =>
  way === 'equally' ? 1 : way === 'savings' ? savingsPaise : timesPresent;

/**
 * For a group's year end: what each member would get of the year's surplus, in whole rupees rounded down, so that it
 * is never more than the surplus and nobody's share depends on the order of the list. What remains stays with the
 * group.
 * @returns no share for anyone who has no weight; none at all if nobody has one, or if there is nothing to share
 */
export function sharesOf(
  amountPaise: number,
  sharers: readonly Sharer[],
  way: ShareWay,
): {
  readonly shares: readonly { memberId: string; amountPaise: number }[];
  readonly remainderPaise: number;
} {
  const total = sharers.reduce((sum, sharer) => sum + BigInt(weightOf(sharer, way)), 0n);
  const shares =
    total === 0n || amountPaise <= 0
      ? []
      : sharers.flatMap((sharer) => {
          // Exact beyond 2^53, where amount and weight are both in paise.
          const exact = (BigInt(amountPaise) * BigInt(weightOf(sharer, way))) / total;
          const share = Number(exact) - (Number(exact) % rupee);
          return share === 0 ? [] : [{ memberId: sharer.memberId, amountPaise: share }];
        });
  const shared = shares.reduce((sum, share) => sum + share.amountPaise, 0);
  return { shares, remainderPaise: Math.max(0, amountPaise) - shared };
}

type HeldMeeting = {
  readonly heldOn: string;
  readonly reversed?: unknown;
  readonly attendance: readonly { readonly memberId: string; readonly status: string }[];
};

/**
 * For a group's year end: how often each member was present at the meetings of a period, both days included; reversed
 * sheets do not count.
 */
export function timesPresent(
  meetings: readonly HeldMeeting[],
  { from, to }: { readonly from: string; readonly to: string },
): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { heldOn, reversed, attendance } of meetings) {
    if (reversed !== undefined || heldOn < from || heldOn > to) continue;
    for (const { memberId, status } of attendance) {
      if (status === 'present') times.set(memberId, (times.get(memberId) ?? 0) + 1);
    }
  }
  return times;
}
