import * as z from 'zod/mini';

const problemDocument = z.looseObject({
  code: z.string(),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});
export type ProblemDocument = z.infer<typeof problemDocument>;

/** An answer of the API that is no success. */
export class Problem extends Error {
  readonly status: number;
  readonly document: ProblemDocument;

  constructor(status: number, document: ProblemDocument) {
    super(`${status} ${document.code}`);
    this.name = 'Problem';
    this.status = status;
    this.document = document;
  }
}

/** The code of an answer that is no problem document: the API did not give it, but something on the way, such as the edge. */
export const codeFromElsewhere = (status: number): string => `http_${status}`;

/** The problem that an answer tells of, whatever its body is. */
export async function readProblem(response: Response): Promise<Problem> {
  const parsed = problemDocument.safeParse(await response.json().catch(() => null));
  return new Problem(
    response.status,
    parsed.success ? parsed.data : { code: codeFromElsewhere(response.status) },
  );
}
