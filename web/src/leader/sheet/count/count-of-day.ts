import type { Correction } from '../../../outbox/operation.ts';

/**
 * The cash count of a corrected sheet, if the correction keeps it. Undefined if nobody counted then, or if the correction has another day: a
 * count belongs to its day, and the server keeps it on no other.
 */
export const countOfDay = (correction: Correction | undefined, heldOn: string): Correction['countedThen'] =>
  correction?.countedThen?.heldOn === heldOn ? correction.countedThen : undefined;
