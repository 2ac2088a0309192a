/** What a sheet says of the counted cash, and its lines. */
export type CountedSheet = {
  readonly cashCountedPaise?: number | undefined;
  readonly lines?: readonly { readonly kind: string; readonly amountPaise: number }[] | undefined;
};

/**
 * The cash that a group should have had after a sheet, in paise: what the books said before a difference was recorded. The
 * API takes a sheet only if its count agrees with the books after its lines of cash over and short. So the expected cash is
 * the counted cash without these lines.
 * @returns undefined if the cash was not counted
 */
export function expectedCash({ cashCountedPaise, lines = [] }: CountedSheet): number | undefined {
  if (cashCountedPaise === undefined) return undefined;
  return lines.reduce((expected, { kind, amountPaise }) => {
    if (kind === 'cash_over') return expected - amountPaise;
    return kind === 'cash_short' ? expected + amountPaise : expected;
  }, cashCountedPaise);
}

/**
 * A group's counted cash on a sheet less the expected cash, in paise.
 * @returns undefined if the cash was not counted
 */
export function cashDifference(sheet: CountedSheet): number | undefined {
  const { cashCountedPaise } = sheet;
  const expectedPaise = expectedCash(sheet);
  return cashCountedPaise === undefined || expectedPaise === undefined
    ? undefined
    : cashCountedPaise - expectedPaise;
}
