import { type AppError, refused } from '../errors/errors.ts';

/**
 * How many of each one person may record of a woman, many times what anybody ever needs. They are counted by person, and grievances apart: so
 * nobody fills a woman's record until others can't help her, and a refusal tells nobody more than what she recorded herself.
 */
export const maxByPerson = 200;

/**
 * How much of a list that all share one person may fill: half. So nobody fills it alone until others can't help her; what is taken back keeps its place.
 */
export const shareOfOne = (max: number): number => Math.floor(max / 2);

/** How much of such a list those who oversee others may fill: half as much again, so that others never leave them without a place. */
export const maxOfOverseers = (max: number): number => Math.floor(max * 1.5);

/** Refuses one more of a list that is full for its caller, or of which she recorded her share. @param own how many she recorded */
export const validateShare = (
  { all, own }: { readonly all: number; readonly own: number },
  max: number,
): AppError | undefined => {
  if (all >= max)
    return refused('too_many', `It holds ${all} of these, and takes no more. Ask the coordinator.`);
  return own < shareOfOne(max)
    ? undefined
    : refused('too_many', `You have recorded ${own} of these, and can record no more. Ask a colleague.`);
};
