/** The parts of the day, as Telugu calls them before an hour: from which hour on, the latest first. */
export const teluguPeriods = [
  { from: 19, said: 'రాత్రి' },
  { from: 16, said: 'సాయంత్రం' },
  { from: 12, said: 'మధ్యాహ్నం' },
  { from: 6, said: 'ఉదయం' },
  { from: 4, said: 'తెల్లవారుజామున' },
  { from: 0, said: 'రాత్రి' },
] as const;

/** The part of the day that an hour is in. @param hour 0 to 23 */
const periodOf = (hour: number): string => teluguPeriods.find(({ from }) => from <= hour)?.said ?? '';

/** Writes a time as Telugu tells it: `మధ్యాహ్నం 2:05`. @param time `HH:MM` */
export function teluguTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return `${periodOf(hour)} ${((hour + 11) % 12) + 1}:${String(minute).padStart(2, '0')}`;
}

/** Reads what `teluguTime` wrote as `H:MM`, up to 23; a time without a part of the day is that already. */
export function readTeluguTime(shown: string): string {
  const [time = '', period] = shown.split(' ').reverse();
  const [hour = '', minute = ''] = time.split(':');
  // Of the two hours that the clock shows alike, the one in this part of the day.
  const hours = [Number(hour) % 12, (Number(hour) % 12) + 12];
  return period === undefined ? time : `${hours.find((one) => periodOf(one) === period)}:${minute}`;
}
