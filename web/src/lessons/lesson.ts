import * as z from 'zod/mini';

/** A lesson as a phone fetches it (`/lessons/te.json`, made by web/build/lessons.ts). */
const lesson = z.strictObject({
  id: z.string(),
  title: z.string(),
  hasPractice: z.boolean(),
  /** A sentence, and the address of the picture beside it. */
  steps: z.array(z.strictObject({ text: z.string(), picture: z.string() })),
});
export type Lesson = z.infer<typeof lesson>;

export const lessonFile = z.array(lesson);
