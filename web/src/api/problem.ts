import * as z from 'zod/mini';

const problemDocument = z.looseObject({
  code: z.string(),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});
export type ProblemDocument = z.infer<typeof problemDocument>;

/** The problem in an unsuccessful answer of the API. */
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

/**
 * The code for an answer that holds no problem document, such as `http_502`. Such an answer comes from something on the
 * way to the API: the edge, or a captive portal.
 */
export const codeFromElsewhere = (status: number): string => `http_${status}`;

/** Reads the problem from an unsuccessful answer of the API, whatever its body is. */
export async function readProblem(response: Response): Promise<Problem> {
  const parsed = problemDocument.safeParse(await response.json().catch(() => null));
  return new Problem(
    response.status,
    parsed.success ? parsed.data : { code: codeFromElsewhere(response.status) },
  );
}
