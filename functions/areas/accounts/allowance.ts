/** How many of something a group may have recorded: so many at first, for the registers of its past, and so many more for each day of its life. */
export type Allowance = { readonly atFirst: number; readonly aDay: number; readonly mostDays: number };

const dayMs = 86_400_000;

/** What a group may have recorded by the time of a request. Its days are counted from the time in its id, a UUIDv7. */
export const allowedBy = (
  { atFirst, aDay, mostDays }: Allowance,
  collectiveId: string,
  now: Date,
): number => {
  const formedAtMs = Number.parseInt(collectiveId.replaceAll('-', '').slice(0, 12), 16);
  const days = Math.floor((now.getTime() - formedAtMs) / dayMs);
  return atFirst + aDay * Math.min(Math.max(days, 0), mostDays);
};
