import { indicators as catalogue } from 'virtual:catalogue';
import type { Indicator } from '../../months/published.ts';

/** The codes of the indicators that count each person once in her life: their months add up. */
export const codesCountedOnce: ReadonlySet<string> = new Set(
  catalogue.filter(({ isCountedOnce }) => isCountedOnce).map(({ code }) => code),
);

/**
 * Whether the months of an indicator add up to its quarter. Of different persons they do only if each counts once in her life: otherwise one
 * may be in several months.
 */
export const hasQuarters = ({ code, way }: Pick<Indicator, 'code' | 'way'>): boolean =>
  way !== 'distinct' || codesCountedOnce.has(code);
