import * as z from 'zod/mini';
import type { Operation } from '../../outbox/operation.ts';

/** The fields of a body, and of the records in its lists, that hold the day of recording. */
const daysOfRecording = ['on', 'openedOn', 'joinedOn'];
const listOfRecords = z.array(z.record(z.string(), z.unknown()));

/**
 * A refused operation's body with today in place of each day of recording after today: the phone's clock was ahead then.
 * @param today `YYYY-MM-DD`
 */
export function moveFutureDatesToToday(body: Operation['body'], today: string): Operation['body'] {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const isDay = daysOfRecording.includes(name) && typeof value === 'string';
      if (isDay && value > today) return [name, today];
      const list = listOfRecords.safeParse(value);
      // The value is a list of records, such as the consents of a new member, or a single value.
      return [name, list.success ? list.data.map((one) => moveFutureDatesToToday(one, today)) : value];
    }),
  );
}
