/**
 * Parses an amount that somebody typed into a field for rupees: `1,23,456.5` or `₹ 50`.
 * @returns paise; 0 for empty input, undefined for anything that is not an amount in rupees
 */
export function parseRupees(typed: string): number | undefined {
  const amount = typed.replaceAll(/[,\s₹]/g, '');
  if (amount === '') return 0;
  // At most 11 digits: 99,999,999,999 rupees are still an exact number of paise.
  if (!/^\d{1,11}(\.\d{1,2})?$/.test(amount)) return undefined;
  const [rupees = '0', paise = ''] = amount.split('.');
  return Number(rupees) * 100 + Number(paise.padEnd(2, '0'));
}

/** Formats an amount as somebody would type it into a field for rupees: `200`, `1.50`; empty for 0. */
export function writeRupees(paise: number): string {
  if (paise === 0) return '';
  return paise % 100 === 0 ? String(paise / 100) : (paise / 100).toFixed(2);
}

/**
 * Formats a count of cash as somebody would type it into a field for rupees. Unlike `writeRupees` it writes `0`, since an
 * empty cash box is a count too.
 */
export const writeCount = (paise: number): string => (paise === 0 ? '0' : writeRupees(paise));
