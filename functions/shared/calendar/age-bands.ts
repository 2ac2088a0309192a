const adultAge = 18;

/** Whether somebody is 18 or older in the year of a date, since only her year of birth is known. @param on `YYYY-MM-DD` */
export const isOfAge = (birthYear: number, on: string): boolean =>
  Number(on.slice(0, 4)) - birthYear >= adultAge;

/** The age bands of published breakdowns, in years. */
export const ageBands = ['under 18', '18-24', '25-34', '35-44', '45+'] as const;
export type AgeBand = (typeof ageBands)[number];

/** The age band of a member in the year she joined. @param joinedOn `YYYY-MM-DD` */
export const ageBandOf = (birthYear: number, joinedOn: string): AgeBand => {
  const age = Number(joinedOn.slice(0, 4)) - birthYear;
  if (age < adultAge) return 'under 18';
  if (age < 25) return '18-24';
  if (age < 35) return '25-34';
  return age < 45 ? '35-44' : '45+';
};
