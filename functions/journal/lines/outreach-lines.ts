import * as z from 'zod';
import { outreachKinds, outreachModes, rosterRoles } from '../../domain/outreach-words.ts';
import { base, date, district, id, object } from './fields.ts';

/** The journal lines about outreach (trainings, orientations, stories) and who took part. */
export const outreachLines = () => {
  const outreach = {
    outreachId: id,
    kind: z.enum(outreachKinds),
    on: date,
    mode: z.enum(outreachModes),
    district,
    participants: z.int().min(0),
  };

  return [
    /** Title, outlet and address are a story's, and published. */
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
    /** Who took part, of the members: all of them, in place of those of an earlier line. */
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
