import * as z from 'zod';
import { officeBodies, offices, requestKinds, requestSteps, waysOfSaying } from '../../kinds/member-words.ts';
import { bestAnswer, roadAreas, worstAnswer } from '../../kinds/road-words.ts';
import { base, date, id, object } from './fields.ts';

/** The journal lines of a member's talks, offices and requests, and of the reversal of her entries. member-lines.ts has her other lines. */

/**
 * The journal line of a talk: areas and numbers, for counting. Her words are only in her record. The journal that the auditor reads leaves out her
 * answers and her goal (`toldJournalLine`).
 */
export const talkLine = () => {
  const answer = z.int().min(worstAnswer).max(bestAnswer).optional();
  return object({
    ...base,
    type: z.literal('talk_recorded'),
    memberId: id,
    talkId: id,
    on: date,
    /** An area about which she would rather say nothing is left out. */
    answers: object({
      safety: answer,
      debt: answer,
      work: answer,
      mind: answer,
      home: answer,
      belonging: answer,
    }),
    goal: object({ area: z.enum(roadAreas) }).optional(),
    goalDone: z.literal(true).optional(),
  });
};

/** The lines about a member's offices and requests, and the reversal of her entries. */
export const officeAndRequestLines = () =>
  [
    object({
      ...base,
      type: z.literal('office_recorded'),
      memberId: id,
      body: z.enum(officeBodies),
      office: z.enum(offices),
      from: date,
      to: date.optional(),
    }),
    // `officeId`, and below `requestId` and `pairId`: the id of the line that recorded it.
    object({ ...base, type: z.literal('office_ended'), memberId: id, officeId: id, on: date }),
    /** Her request about her data, or her grievance. Only the auditor may know of a grievance, and only the auditor reads the journal. */
    object({
      ...base,
      type: z.literal('request_recorded'),
      memberId: id,
      kind: z.enum(requestKinds),
      on: date,
      via: z.enum(waysOfSaying),
    }),
    object({
      ...base,
      type: z.literal('request_step'),
      memberId: id,
      requestId: id,
      on: date,
      step: z.enum(requestSteps),
    }),
    /** Takes back a child, a schooling observation, an office, a request or a talk of hers, which then counts nowhere. `of` is its id. */
    object({
      ...base,
      type: z.literal('member_entry_reversed'),
      memberId: id,
      of: id,
      kind: z.enum(['child', 'schooling', 'office', 'request', 'talk']),
    }),
  ] as const;
