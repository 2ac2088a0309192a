import { AppError } from '../errors/errors.ts';

/** The refusals that tell a woman's own balance, and not her group's. */
const codes: ReadonlySet<string> = new Set(['insufficient_savings', 'insufficient_loan']);

/**
 * Waits for a write that a woman's balance may refuse. The refusal tells her balance, as an answer would: so the reading is logged before it is told.
 * @param log logs the reading
 */
export const logRefusedFigures = async <T>(
  write: Promise<T>,
  log: (refusal: AppError) => Promise<void>,
): Promise<T> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof AppError && codes.has(error.code)) await log(error);
    throw error;
  }
};
