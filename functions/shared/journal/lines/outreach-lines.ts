import * as z from 'zod';
import { outreachKinds, outreachModes, rosterRoles } from '../../kinds/outreach-words.ts';
import { base, date, district, id, object } from './fields.ts';

/**
 * The journal lines about outreach (trainings, orientations, media stories) and who took part. A function, so that its
 * schemas are made at the first use of `journalLine` (line.ts).
 */
export const outreachLines = () => {
  const outreach = {
    outreachId: id,
    kind: z.enum(outreachKinds),
    on: date,
    mode: z.enum(outreachModes),
    district,
    /** How many people took part, members or not. */
    participants: z.int().min(0),
  };

  return [
    /** The title, outlet (such as a newspaper) and address of a media story are published. */
    object({
      ...base,
      type: z.literal('outreach_recorded'),
      ...outreach,
      title: z.string().optional(),
      outlet: z.string().optional(),
      url: z.string().optional(),
    }),
    /** Names the reversed outreach, with its content. */
    object({ ...base, type: z.literal('outreach_reversed'), ...outreach }),
    /** All members who took part, in place of those whom an earlier line names. */
    object({
      ...base,
      type: z.literal('roster_set'),
      outreachId: id,
      kind: outreach.kind,
      on: date,
      participants: z.array(object({ memberId: id, role: z.enum(rosterRoles) })),
    }),
  ] as const;
};
