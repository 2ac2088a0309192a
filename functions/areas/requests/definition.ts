import * as z from 'zod';
import { type Fields, madeByServer, sentOnce, stampOf, untold } from '../../shared/definition/define.ts';
import { clientId, date, line, note, stamp } from '../../shared/fields/fields.ts';
import { requestKinds, requestSteps, waysOfSaying } from '../../shared/kinds/member-words.ts';

/** What a member asks about what is kept of her. A field that is not `kept: 'open'` is encrypted with her key. */

const computed = { kept: 'computed', told: 'listed' } as const;
const text = { told: 'listed', sent: 'once', optional: true } as const;

export const stepFields = {
  id: { is: clientId, ...sentOnce },
  on: { is: date, ...sentOnce },
  step: { is: z.enum(requestSteps), ...sentOnce },
  text: { is: note, ...text },
  createdAt: { is: stamp.createdAt, ...madeByServer },
  createdBy: { is: stamp.createdBy, ...madeByServer },
} as const satisfies Fields;

const takenBackFields = {
  id: { is: clientId, ...madeByServer },
  on: { is: date, ...madeByServer },
  reason: { is: line, told: 'nobody' },
  createdAt: { is: stamp.createdAt, ...untold },
  createdBy: { is: stamp.createdBy, ...untold },
} as const satisfies Fields;

export const requestFields = {
  id: { is: clientId, ...sentOnce },
  kind: { is: z.enum(requestKinds), ...sentOnce },
  on: { is: date, ...sentOnce },
  via: { is: z.enum(waysOfSaying), ...sentOnce },
  memberId: { is: clientId, ...madeByServer },
  /** Left out once she was erased. */
  memberCode: { is: z.string(), ...computed, optional: true },
  text: { is: note, ...text },
  /** 90 days after `on`. */
  dueOn: { is: date, ...computed },
  status: { is: z.enum(['open', 'answered', 'refused']), ...computed },
  /** Sorted by `on`, then by when they were recorded. */
  steps: { each: stepFields, told: 'listed' },
  takenBack: { one: takenBackFields, told: 'listed', optional: true },
  ...stampOf('listed'),
} as const satisfies Fields;
