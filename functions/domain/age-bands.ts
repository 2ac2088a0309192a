/** Age bands by which what is published is broken down. */
export const ageBands = ['under 18', '18-24', '25-34', '35-44', '45+'] as const;
export type AgeBand = (typeof ageBands)[number];
