import type { FaultCode } from '../check/faults.ts';

type FaultValues = Readonly<Record<string, string | number>>;

/**
 * What reading a cell of an import gives: its value, or the fault that it has. `values` fill the placeholders in the fault's
 * message.
 */
export type CellReading =
  | { readonly value: string | number }
  | { readonly fault: FaultCode; readonly values?: FaultValues };

/** The reading of a cell that has a fault. */
export const fault = (code: FaultCode, values?: FaultValues): CellReading =>
  values === undefined ? { fault: code } : { fault: code, values };
