import { addDays } from './calendar.ts';

/**
 * The periods that the Right to Information Act, 2005 (Act 22 of 2005) gives an office to answer, and a citizen to appeal. A law changes: each has
 * the day from which it holds, and a demand has the period of its own day. Source: the Act as published in the Gazette of India on 21 June 2005,
 * in force since 12 October 2005 (section 1(3)).
 */
type LegalPeriod = {
  readonly section: string;
  readonly days: number;
  /** The first day of filing to which it applies. */
  readonly from: string;
};

const inForce = '2005-10-12';

const legalPeriods = {
  /** Section 7(1): a request is answered within thirty days of its receipt. */
  rti: [{ section: '7(1)', days: 30, from: inForce }],
  /** Section 19(6): a first appeal is decided within thirty days of its receipt, or within forty-five with reasons. */
  rti_appeal: [{ section: '19(6)', days: 45, from: inForce }],
  /** Section 19(1): an appeal is filed within thirty days of the answer, or of the end of the period to answer. */
  appealing: [{ section: '19(1)', days: 30, from: inForce }],
} as const satisfies Record<string, readonly LegalPeriod[]>;

/** The last day of a legal period that begins on a day; of a day before the law, by the law's first period. */
export const endOfLegalPeriod = (period: keyof typeof legalPeriods, on: string): string => {
  const periods: readonly LegalPeriod[] = legalPeriods[period];
  const { days } = periods.findLast(({ from }) => from <= on) ?? legalPeriods[period][0];
  return addDays(on, days);
};
