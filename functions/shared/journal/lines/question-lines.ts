import * as z from 'zod';
import { questionAnswers, questionKinds } from '../../kinds/question-words.ts';
import { base, date, id, month, object } from './fields.ts';

/**
 * The journal lines about questions from desk to phone, which count nowhere. A function, so that its schemas are made at the first use of `journalLine` (line.ts).
 */
export const questionLines = () =>
  [
    object({
      ...base,
      type: z.literal('question_asked'),
      questionId: id,
      collectiveId: id,
      on: date,
      about: object({
        kind: z.enum(questionKinds),
        meetingId: id.optional(),
        memberId: id.optional(),
        month: month.optional(),
      }),
    }),
    object({
      ...base,
      type: z.literal('question_answered'),
      questionId: id,
      collectiveId: id,
      on: date,
      answer: z.enum(questionAnswers),
    }),
    object({ ...base, type: z.literal('question_closed'), questionId: id, collectiveId: id }),
  ] as const;
