import * as z from 'zod';
import { type Fields, madeByServer, sentOnce, stampOf } from '../../shared/definition/define.ts';
import { clientId, date, month, note, stamp } from '../../shared/fields/fields.ts';
import { questionAnswers, questionKinds } from '../../shared/kinds/question-words.ts';

/**
 * A question from desk to phone, and what was answered. Its texts are encrypted with the collective's key or, if it is about a woman, with hers
 * (docs/decisions/0098-questions.md).
 */

const text = { told: 'listed', sent: 'once', optional: true } as const;
const computed = { kept: 'computed', told: 'listed' } as const;

export const aboutFields = {
  kind: { is: z.enum(questionKinds), ...sentOnce },
  meetingId: { is: clientId, ...sentOnce, optional: true },
  memberId: { is: clientId, ...sentOnce, optional: true },
  month: { is: month, ...sentOnce, optional: true },
} as const satisfies Fields;

export const answerFields = {
  id: { is: clientId, ...sentOnce },
  on: { is: date, ...sentOnce },
  answer: { is: z.enum(questionAnswers), ...sentOnce },
  text: { is: note, ...text },
  answeredAt: { is: stamp.createdAt, ...madeByServer },
  answeredBy: { is: stamp.createdBy, ...madeByServer },
} as const satisfies Fields;

export const questionFields = {
  id: { is: clientId, ...sentOnce },
  collectiveId: { is: clientId, ...madeByServer },
  on: { is: date, ...sentOnce },
  about: { one: aboutFields, told: 'listed' },
  text: { is: note, ...text },
  askedAt: { is: stamp.createdAt, ...computed },
  /** When the answer that counts was recorded; absent before the first. */
  answeredAt: { is: stamp.createdAt, ...computed, optional: true },
  /** Whole days since it was asked. */
  ageDays: { is: z.int().min(0), ...computed },
  /** Sorted by `on`, then by when they were recorded: the last counts. */
  answers: { each: answerFields, told: 'listed' },
  /** Its closing: it then waits for nothing, and takes no answer. */
  closed: {
    one: {
      id: { is: z.string(), ...madeByServer },
      at: { is: z.iso.datetime(), ...madeByServer },
      by: { is: z.string(), ...madeByServer },
    },
    told: 'listed',
    optional: true,
  },
  ...stampOf('listed'),
} as const satisfies Fields;
