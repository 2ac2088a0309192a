/** Fixed words about questions from desk to phone, for records and the journal alike. */

/** What a question is about: a sheet, one that is missing, the cash of one, a woman, her consent, or something else. */
export const questionKinds = ['sheet', 'no_sheet', 'cash', 'member', 'consent', 'other'] as const;
export type QuestionKind = (typeof questionKinds)[number];

export const questionAnswers = ['yes', 'no', 'done', 'did_not_meet', 'text'] as const;
export type QuestionAnswer = (typeof questionAnswers)[number];
