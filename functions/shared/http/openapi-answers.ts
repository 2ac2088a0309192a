import * as z from 'zod';
import type { Json, Translate } from './openapi-schemas.ts';
import type { RouteContract } from './route-contract.ts';

/** The successful answers of a route in the OpenAPI document. openapi-problems.ts has the problems. */

const answerDescriptions = {
  200: 'Done.',
  201: 'Recorded.',
  202: 'Accepted; it will be done, once a second person has agreed where it takes one.',
  302: 'It is there.',
} as const;

const etag = { ETag: { description: 'The version of the record, in quotes.', schema: { type: 'string' } } };
const location = {
  Location: { description: 'A link that lives five minutes.', schema: { type: 'string', format: 'uri' } },
};

/** Whether an answer is one record with its own version, which the `ETag` header repeats. */
const isRecord = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodDiscriminatedUnion
    ? schema.options.every((option) => option instanceof z.ZodType && isRecord(option))
    : schema instanceof z.ZodObject && 'createdBy' in schema.shape && 'version' in schema.shape;

const answerOf = (
  status: keyof typeof answerDescriptions,
  schema: z.ZodType,
  translate: Translate,
  { isRepetition, example }: { readonly isRepetition: boolean; readonly example: object | undefined },
): Json =>
  status === 302
    ? { description: answerDescriptions[status], headers: location }
    : {
        description: isRepetition
          ? 'Recorded before by an equal request: as it now is.'
          : answerDescriptions[status],
        ...(isRecord(schema) ? { headers: etag } : {}),
        content: {
          'application/json': { schema: translate(schema, 'output'), ...(example && { example }) },
        },
      };

/** Whether a repeated request is recognised by its id, and then answered with 200. */
const isRepeatable = ({ refusals, ifMatch }: RouteContract): boolean =>
  ifMatch === undefined && (refusals?.[409]?.includes('id_reused') ?? false);

/** The status of the answer that has a route's example in the OpenAPI document. If a route answers 201, its 200 only answers a repetition. */
export const exampleStatusOf = ({ answers }: RouteContract): 201 | 200 | 202 | undefined =>
  ([201, 200, 202] as const).find((status) => answers[status] !== undefined);

/** A route's successful answers in the OpenAPI document, by status. */
export const answersOf = (route: RouteContract, translate: Translate, example?: object): Json =>
  Object.fromEntries(
    ([200, 201, 202, 302] as const).flatMap((status): [string, Json][] => {
      const schema = route.answers[status];
      if (schema === undefined) {
        return [];
      }
      const answer = answerOf(status, schema, translate, {
        isRepetition: status === 200 && isRepeatable(route),
        example: status === exampleStatusOf(route) ? example : undefined,
      });
      return [[String(status), answer]];
    }),
  );
