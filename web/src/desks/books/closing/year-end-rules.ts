/** How a group may share its surplus: equally, by savings, or by attendance at meetings. */
export const shareWays = ['equally', 'savings', 'attendance'] as const;
export type ShareWay = (typeof shareWays)[number];

export type Sharer = {
  readonly memberId: string;
  readonly savingsPaise: number;
  /** At how many meetings of the year she was present. */
  readonly timesPresent: number;
};

const paisePerRupee = 100;

const weightOf = ({ savingsPaise, timesPresent }: Sharer, way: ShareWay): number =>
  ({ equally: 1, savings: savingsPaise, attendance: timesPresent })[way];

/**
 * The shares of the surplus at a group's year end, in whole rupees. Rounded down, they never exceed the surplus, and nobody's
 * share depends on the order of the list. The remainder stays with the group.
 * @returns only shares above 0; none if nobody has a weight, or if there is nothing to share
 */
export function sharesOf(
  amountPaise: number,
  sharers: readonly Sharer[],
  way: ShareWay,
): {
  readonly shares: readonly { memberId: string; amountPaise: number }[];
  readonly remainderPaise: number;
} {
  const totalWeight = sharers.reduce((sum, sharer) => sum + BigInt(weightOf(sharer, way)), 0n);
  const shares =
    totalWeight === 0n || amountPaise <= 0
      ? []
      : sharers.flatMap((sharer) => {
          // As BigInt, since the product of two amounts in paise may exceed 2^53.
          const roundedDownPaise = (BigInt(amountPaise) * BigInt(weightOf(sharer, way))) / totalWeight;
          // Without the paise of an incomplete rupee.
          const sharePaise = Number(roundedDownPaise) - (Number(roundedDownPaise) % paisePerRupee);
          return sharePaise === 0 ? [] : [{ memberId: sharer.memberId, amountPaise: sharePaise }];
        });
  const sharedPaise = shares.reduce((sum, share) => sum + share.amountPaise, 0);
  return { shares, remainderPaise: Math.max(0, amountPaise) - sharedPaise };
}

type HeldMeeting = {
  readonly heldOn: string;
  readonly reversed?: unknown;
  readonly attendance: readonly { readonly memberId: string; readonly status: string }[];
};

/**
 * How often each member was present at the meetings of a period, for a group's year end. Both days are included; reversed
 * sheets don't count.
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
