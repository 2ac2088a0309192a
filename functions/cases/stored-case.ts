import * as z from 'zod';
import type { Item } from '../table/client.ts';
import { assignedCasePlace, caseKey, caseListPlace } from '../table/keys.ts';
import type { CaseAsItStands } from './rules.ts';
import { caseRecord } from './schema.ts';

const followUps = z.array(z.object({ due: z.string(), moment: z.string() }));

const storedCase = caseRecord.extend({
  standing: z.object({
    statusMoment: z.string().optional(),
    openFollowUps: followUps,
    doneFollowUps: followUps,
  }),
});

export const parseCase = (item: Item): CaseAsItStands => {
  const { standing, ...rest } = storedCase.parse(item);
  return { record: rest, standing };
};

export const toCaseItem = ({ record: value, standing }: CaseAsItStands): Item => ({
  ...value,
  standing,
  ...caseKey(value.id),
  ...caseListPlace(value.id),
  ...(value.assignedTo === undefined ? {} : assignedCasePlace(value.assignedTo, value.id)),
});
