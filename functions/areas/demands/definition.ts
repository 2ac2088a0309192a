import * as z from 'zod';
import {
  type Fields,
  madeByServer,
  openText,
  sentOnce,
  stampOf,
  untold,
} from '../../shared/definition/define.ts';
import { clientId, date, district, note, stamp } from '../../shared/fields/fields.ts';
import {
  demandKinds,
  demandRecipients,
  demandStatuses,
  demandSteps,
  demandTopics,
} from '../../shared/kinds/demand-words.ts';
import { plaintextLine } from '../../shared/screening/plaintext-fields.ts';

/**
 * A demand: what was asked of an office of the State, and what came of it. It is public work and about nobody, so its title lies open; what an
 * office wrote (`text` of a step) is encrypted with the programme's key.
 */

export const demandStepFields = {
  id: { is: clientId, ...sentOnce },
  on: { is: date, ...sentOnce },
  step: { is: z.enum(demandSteps), ...sentOnce },
  text: { is: note, told: 'listed', sent: 'once', optional: true },
  createdAt: { is: stamp.createdAt, ...madeByServer },
  createdBy: { is: stamp.createdBy, ...madeByServer },
} as const satisfies Fields;

const computed = { kept: 'computed', told: 'listed' } as const;
const publicLine = { ...openText(plaintextLine), told: 'listed' } as const;

export const demandFields = {
  id: { is: clientId, ...sentOnce },
  on: { is: date, ...sentOnce },
  kind: { is: z.enum(demandKinds), ...sentOnce },
  to: { is: z.enum(demandRecipients), ...sentOnce },
  /** Without it, the demand concerns the whole State. */
  district: { is: district, ...sentOnce, optional: true },
  about: { is: z.enum(demandTopics), ...sentOnce },
  title: { ...publicLine, sent: 'once' },
  /** The request for information that it follows, by id. */
  follows: { is: clientId, ...sentOnce, optional: true },
  /** The day by which the office promised to answer, or was asked to. A request for information has its day from the law. */
  answerBy: { is: date, ...sentOnce, optional: true },
  /** Sorted by `on`, then by when they were recorded. */
  steps: { each: demandStepFields, told: 'listed' },
  /** The demands that follow it, by id, in the order in which they were recorded; those taken back are left out. */
  followedBy: { is: z.array(clientId), ...madeByServer },
  /** Those of them that are appeals. */
  appeals: { is: z.array(clientId), ...untold },
  status: { is: z.enum(demandStatuses), ...computed },
  /** The last day on which the answer is in time. */
  dueOn: { is: date, ...computed, optional: true },
  /** The last day on which an appeal may be filed. */
  appealBy: { is: date, ...computed, optional: true },
  /** Its reversal: it then counts nowhere. The reason is shown beside it. */
  reversed: {
    one: {
      id: { is: z.string(), ...madeByServer },
      at: { is: z.iso.datetime(), ...madeByServer },
      by: { is: z.string(), ...madeByServer },
      reason: publicLine,
    },
    told: 'listed',
    optional: true,
  },
  ...stampOf('listed'),
} as const satisfies Fields;
