import { inventJournal, type JournalPlan } from './invented-journal.ts';
import { createRandom } from './random.ts';
import { itemBytes } from './units.ts';

/** Simulations of how many calls come in the busiest second, and of how many women have the commonest name. */

/** Lines a month for a thousand members: the journal's lines of sheets and its other lines, and the lines of the access log. */
const linesPerThousand = { sheets: 50, others: 165, accesses: 1_100 };
/** The write units of a line other than a sheet's: enough for 1 KB in a transaction, or for 2 KB written alone. */
const unitsOfShortLine = 2;
export const maxPartitionUnitsPerSecond = 1_000;
/** The relative weight of a day's work: most meetings are from the 10th to the 15th. */
const weightOfDay = (day: number): number => (day >= 10 && day <= 15 ? 4 : 1);
/** The relative weight of an hour's work: most sheets are sent between six and seven in the evening, and hardly any at night. */
const weightOfHour = (hour: number): number => {
  if (hour === 18) return 4;
  return hour >= 9 && hour <= 20 ? 1 : 0.05;
};

/** The arrivals in the busiest second of a month with this many arrivals, from a random draw of its busiest hour. */
const busiestSecond = (arrivals: number): number => {
  const random = createRandom(7);
  const days = Array.from({ length: 30 }, (_, index) => weightOfDay(index + 1));
  const hours = Array.from({ length: 24 }, (_, hour) => weightOfHour(hour));
  const monthWeight = days.reduce((a, b) => a + b, 0) * hours.reduce((a, b) => a + b, 0);
  const busiestHourWeight = Math.max(...days) * Math.max(...hours);
  const inBusiestHour = Math.round((arrivals * busiestHourWeight) / monthWeight);
  const secondsPerHour = 3_600;
  const perSecond = new Uint32Array(secondsPerHour);
  for (let arrival = 0; arrival < inBusiestHour; arrival += 1) {
    const second = random(secondsPerHour);
    perSecond[second] = (perSecond[second] ?? 0) + 1;
  }
  return perSecond.reduce((max, count) => Math.max(max, count), 0);
};

/** The journal line's size besides its content: keys, index keys and names of attributes. */
const keyBytes = 400;

/** The write units of the journal line of a sheet of twenty members, in a transaction. */
const sheetUnits = (): number => {
  const plan: JournalPlan = { collectives: 1, membersEach: 20, firstMonth: '2026-10', months: 1 };
  const sheet = [...inventJournal(plan)].find(({ type }) => type === 'meeting_held');
  if (sheet === undefined) {
    throw new Error('The journal has no sheet.');
  }
  return 2 * Math.ceil((itemBytes({ line: sheet }) + keyBytes) / 1024);
};

/** A model of given names: 2,000 of them, the nth with frequency proportional to 1 / (n + 5). */
const nameCount = 2_000;
/** The number of members who share the commonest name, which is the number of entries under its search token. */
export const commonestToken = (members: number): number => {
  const weights = Array.from({ length: nameCount }, (_, index) => 1 / (index + 6));
  const total = weights.reduce((a, b) => a + b, 0);
  return Math.round((members * (weights[0] ?? 0)) / total);
};

/** The write units of the journal's partition of the busiest day, in its busiest second. */
export const journalPeak = (members: number): number => {
  const thousands = members / 1000;
  const sheets = busiestSecond(linesPerThousand.sheets * thousands) * sheetUnits();
  const others = busiestSecond(linesPerThousand.others * thousands) * unitsOfShortLine;
  return sheets + others;
};

/** The same of the access log's. */
export const accessPeak = (members: number): number =>
  busiestSecond((linesPerThousand.accesses * members) / 1000) * unitsOfShortLine;
