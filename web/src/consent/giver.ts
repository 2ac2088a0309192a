/** Who may agree for a member; of a girl the committee is asked first, since a guardian may be the one who sold her. */
export const guardians = ['child_welfare_committee', 'guardian'] as const;
export type Guardian = (typeof guardians)[number];
export const givers = ['self', ...guardians] as const;
export type Giver = (typeof givers)[number];

const adultAge = 18;

/** Whether another must consent for her: in the year of the date (`YYYY-MM-DD`) she is under 18. */
export const needsGuardian = (birthYear: number, on: string): boolean =>
  Number(on.slice(0, 4)) - birthYear < adultAge;
