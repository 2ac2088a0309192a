import * as z from 'zod';
import { inputOf, listedOf, storedOf } from '../../shared/definition/schemas.ts';
import { clientId } from '../../shared/fields/fields.ts';
import { page } from '../../shared/fields/page-schema.ts';
import { aboutFields, answerFields, questionFields } from './definition.ts';

export const questionInput = inputOf(questionFields)
  .extend({ about: inputOf(aboutFields) })
  .superRefine(({ about: { meetingId, memberId, month }, text }, { addIssue }) => {
    if ([meetingId, memberId, month, text].every((one) => one === undefined)) {
      addIssue({
        code: 'custom',
        path: ['about'],
        message: 'Name a meeting, a member or a month, or write a text.',
      });
    }
  });
export type QuestionInput = z.infer<typeof questionInput>;

export const answerInput = inputOf(answerFields).superRefine(({ answer, text }, { addIssue }) => {
  if (answer === 'text' && text === undefined) {
    addIssue({ code: 'custom', path: ['text'], message: 'Write the answer.' });
  }
});
export type AnswerInput = z.infer<typeof answerInput>;

export const closingInput = z.strictObject({ id: clientId });

export const questionQuery = z.strictObject({ open: z.enum(['true', 'false']).optional(), ...page });
export type QuestionQuery = z.infer<typeof questionQuery>;

/** A question in an answer. A text is absent if none was sent, and null once the woman whom it is about was erased. */
export const question = listedOf(questionFields);
export type Question = z.infer<typeof question>;

/** A question as stored, its texts encrypted. */
export const storedQuestion = storedOf(questionFields);
export type StoredQuestion = z.infer<typeof storedQuestion>;
