import type { Correction } from '../../workspace/row-kinds.ts';

/**
 * What was counted on the day of the sheet that this one corrects; undefined if nobody counted, or if this one has another day: a count
 * belongs to its day, and the server keeps none on another.
 */
export const countOfDay = (correction: Correction | undefined, heldOn: string): Correction['countedThen'] =>
  correction?.countedThen?.heldOn === heldOn ? correction.countedThen : undefined;
