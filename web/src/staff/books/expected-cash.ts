/** What a group's box should have held after a sheet; pure. */

type CountedSheet = {
  readonly cashCountedPaise?: number | undefined;
  readonly lines?: readonly { readonly kind: string; readonly amountPaise: number }[] | undefined;
};

/**
 * What the books said before the difference was recorded, in paise: a sheet is only taken if its count agrees with the books, once its own
 * lines of cash over and short are in them.
 * @returns undefined if the cash was not counted
 */
export function expectedCash({ cashCountedPaise, lines = [] }: CountedSheet): number | undefined {
  if (cashCountedPaise === undefined) return undefined;
  return lines.reduce((expected, { kind, amountPaise }) => {
    if (kind === 'cash_over') return expected - amountPaise;
    return kind === 'cash_short' ? expected + amountPaise : expected;
  }, cashCountedPaise);
}
