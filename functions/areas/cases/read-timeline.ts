import { InternalError } from '../../shared/errors/errors.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { momentOf, type TimelineEvent } from './case-progress.ts';
import type { CaseEvent } from './event-schema.ts';
import { decryptEvents, readItems } from './read-events.ts';
import { storedEvent } from './stored-event.ts';

/** Reads events of a case. read-events.ts reads pages of a timeline for an answer. */

export const recordedAtOf = ({ createdAt }: Pick<CaseEvent, 'createdAt'>): string =>
  new Date(createdAt).toISOString();

export const readEvent = async ({ table, vault }: Records, key: Key): Promise<CaseEvent> => {
  const item = await table.get(key);
  const [event] = item === undefined ? [] : await decryptEvents(vault, [{ key, item }]);
  if (event === undefined) {
    // The claim was found, and the event was written in the same transaction.
    throw new InternalError('An event that was accepted is not there.');
  }
  return event;
};

/** Reads the whole timeline of a case. The events' texts stay encrypted. */
export const readTimeline = async (table: Table, caseId: string): Promise<TimelineEvent[]> => {
  const items = await readItems(table, caseId);
  return items.map((item) => {
    const { event } = storedEvent().parse(item);
    return { event, moment: momentOf(event.on, recordedAtOf(event), event.id) };
  });
};
