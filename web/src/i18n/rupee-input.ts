/**
 * Parses an amount that somebody typed in rupees.
 * @returns paise; 0 for empty input, undefined for anything that is not an amount in rupees
 */
export function parseRupees(text: string): number | undefined {
  const digits = text.replaceAll(/[,\s₹]/g, '');
  if (digits === '') return 0;
  if (!/^\d{1,11}(\.\d{1,2})?$/.test(digits)) return undefined;
  const [rupees = '0', part = ''] = digits.split('.');
  return Number(rupees) * 100 + Number(part.padEnd(2, '0'));
}

/** Formats an amount as she would type it into a field for rupees; empty for 0. */
export const writeRupees = (paise: number): string =>
  paise === 0 ? '' : paise % 100 === 0 ? String(paise / 100) : (paise / 100).toFixed(2);

/**
 * Formats a counted amount as she would type it into a field for rupees: `0` for an empty cash box, since that is a
 * count too.
 */
export const writeCount = (paise: number): string => (paise === 0 ? '0' : writeRupees(paise));
