/** Who may give consent for a girl. The committee is offered first, since a guardian may be the one who sold her. */
export const guardians = ['child_welfare_committee', 'guardian'] as const;
export type Guardian = (typeof guardians)[number];
/** Who may give consent: the woman herself, or for a girl a guardian or the committee. */
export const givers = ['self', ...guardians] as const;
export type Giver = (typeof givers)[number];

const adultAge = 18;

/** The most that somebody born in a year can be on a day, in whole years. @param on `YYYY-MM-DD` */
export const greatestAge = (birthYear: number, on: string): number => Number(on.slice(0, 4)) - birthYear;

/**
 * Whether consent must have another giver than herself: she is under 18. Only the year of birth is known, so that she
 * counts as 18 from the year in which she reaches that age.
 * @param on `YYYY-MM-DD`
 */
export const needsGuardian = (birthYear: number, on: string): boolean =>
  greatestAge(birthYear, on) < adultAge;

/** Below this age a year of birth is asked about: more often a digit is wrong. */
const youngAge = 10;

/** Whether to ask if a year of birth is right, since it would make her a small child. @param on `YYYY-MM-DD` */
export const isDoubtfulYear = (birthYear: number, on: string): boolean =>
  greatestAge(birthYear, on) < youngAge;
