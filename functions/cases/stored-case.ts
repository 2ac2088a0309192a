import * as z from 'zod';
import type { Item } from '../table/client.ts';
import { assignedCasePlace, caseKey, caseListPlace, type Gsi2, waitingCasePlace } from '../table/keys.ts';
import type { CaseAsItStands } from './rules.ts';
import { caseRecord } from './schema.ts';
import { waitingAfter } from './waiting.ts';

const followUps = z.array(z.object({ due: z.string(), moment: z.string() }));

const storedCase = caseRecord.extend({
  standing: z.object({
    statusMoment: z.string().optional(),
    openFollowUps: followUps,
    doneFollowUps: followUps,
  }),
  waiting: z.object({ since: z.string(), until: z.string().optional() }).optional(),
});

export const parseCase = (item: Item): CaseAsItStands => {
  const { standing, waiting, ...record } = storedCase.parse(item);
  return { record, standing, waiting };
};

/**
 * A case as it lies in the table, with its places in the indexes.
 * @param recordedAt the instant at which it is written so
 */
export const toCaseItem = (
  { record, standing, waiting: before }: CaseAsItStands,
  recordedAt: string,
): Item => {
  const { id, openedOn, assignedTo } = record;
  const waiting = waitingAfter(before, record, recordedAt);
  const place = (): Gsi2 | undefined => {
    if (assignedTo !== undefined) {
      return assignedCasePlace(assignedTo, id);
    }
    return waiting !== undefined && waiting.until === undefined ? waitingCasePlace(openedOn, id) : undefined;
  };
  return { ...record, standing, waiting, ...caseKey(id), ...caseListPlace(id), ...place() };
};
