import { parseRupees } from '../../../i18n/rupee-input.ts';
import type { EntryDraft, LineDraft } from '../../row-kinds.ts';

/** Numbers as a leader types them on a sheet. */

/**
 * Parses a number typed on a leader's sheet as an interest rate in per cent a month: `2`, `1.5` or `1.5 %`.
 * @returns basis points (hundredths of a per cent); undefined if it is not a rate
 */
export function parseRate(text: string): number | undefined {
  // `1.5 %` becomes `1.5`.
  const digits = text.replaceAll(/[%\s]/g, '');
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(digits)) return undefined;
  return Math.round(Number(digits) * 100);
}

/** Formats an interest rate as a leader would type it on a sheet: 150 basis points are `1.5`. */
export const writeRate = (basisPoints: number): string => String(basisPoints / 100);

/**
 * Parses a whole number typed on a leader's sheet, of instalments or of notes and coins; undefined if it is not one.
 */
export const parseCount = (text: string): number | undefined =>
  /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : undefined;

/** Whether somebody typed 0 as an amount. Nothing typed is not 0: it is no amount at all. */
export const isZero = (typed: string): boolean => typed.trim() !== '' && parseRupees(typed) === 0;

/** The amount of an entry or line as typed, in paise; 0 if it is empty or not an amount. */
export const amountPaiseOf = ({ amount }: Pick<EntryDraft | LineDraft, 'amount'>): number =>
  parseRupees(amount) ?? 0;
