/** Who may consent for a girl. The committee comes first, since a guardian may be the one who sold her. */
export const guardians = ['child_welfare_committee', 'guardian'] as const;
export type Guardian = (typeof guardians)[number];
export const givers = ['self', ...guardians] as const;
export type Giver = (typeof givers)[number];

const adultAge = 18;

/** Whether somebody else must consent for her: she is under 18 in the year of the date (`YYYY-MM-DD`). */
export const needsGuardian = (birthYear: number, on: string): boolean =>
  Number(on.slice(0, 4)) - birthYear < adultAge;
