/**
 * The rules of which PINs are refused, because they are tried first: a digit, two or three digits again and again, digits
 * in a row, and dates and years. Half of all people choose a birthday if they may.
 */

/** Why a PIN is refused. */
export type PinWeakness = 'pin.weak' | 'pin.date';

/** @param today `YYYY-MM-DD` */
export function findWeakness(pin: string, today: string): PinWeakness | undefined {
  const isRepeated = /^(\d)\1+$|^(\d\d)\2+$|^(\d{3})\3$/.test(pin);
  // Six digits in a row, up or down: `345678`, `567890`, `543210`, `098765`.
  const isSequence = '01234567890'.includes(pin) || '09876543210'.includes(pin);
  if (isRepeated || isSequence) return 'pin.weak';
  return isDate(pin) || hasYear(pin, Number(today.slice(0, 4))) ? 'pin.date' : undefined;
}

const firstYear = 1900;

/** Four digits that are a year until now: `19874`… */
const hasYear = (pin: string, thisYear: number): boolean =>
  [0, 1, 2].some((start) => {
    const year = Number(pin.slice(start, start + 4));
    return year >= firstYear && year <= thisYear;
  });

/** A day, a month and two digits of a year, in any of the orders in which people write them. */
function isDate(pin: string): boolean {
  const [first = 0, second = 0, third = 0] = [0, 2, 4].map((start) => Number(pin.slice(start, start + 2)));
  return isDayOfMonth(first, second) || isDayOfMonth(second, first) || isDayOfMonth(third, second);
}

/** Of any year: 29 February too. */
const isDayOfMonth = (day: number, month: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000, month, 0)).getUTCDate();
