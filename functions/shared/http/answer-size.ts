/** How large an answer may be: Lambda answers with 6 MB at most; the rest is for headers and what surrounds the body. */
export const maxAnswerBytes = 5_500_000;

/** The size of a value in an answer, where the body is a string in JSON. */
export const answerBytesOf = (value: unknown): number =>
  Buffer.byteLength(JSON.stringify(JSON.stringify(value)));
