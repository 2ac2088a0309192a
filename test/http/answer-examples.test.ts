import { describe, expect, test } from 'vitest';
import { answerExamples } from '../../functions/gateway/api/answer-examples.ts';
import { chapters } from '../../functions/gateway/api/contracts.ts';
import { examples } from '../../functions/gateway/api/examples.ts';
import { exampleStatusOf } from '../../functions/shared/http/openapi-answers.ts';
import { routesOf } from '../../functions/shared/http/route-contract.ts';

/** The reference shows a body and an answer to it, side by side: the answer is that to this body. */

const bodies = new Map<string, object>(Object.entries(examples));
const answers = new Map<string, object>(Object.entries(answerExamples));
const routes = chapters.flatMap(({ contract }) =>
  routesOf(contract).flatMap(([key, route]) => {
    const body = bodies.get(key);
    const answer = answers.get(key);
    const status = exampleStatusOf(route);
    const schema = status === undefined ? undefined : route.answers[status];
    return body === undefined || answer === undefined || schema === undefined
      ? []
      : [{ key, body, answer, schema }];
  }),
);

describe('the example of an answer', () => {
  test('is compared for many routes', () => {
    expect(routes.length).toBeGreaterThan(20);
  });

  test.each(routes)('repeats the fields of the example of the body: $key', ({ body, answer, schema }) => {
    // The schema keeps a field of the body only if the answer has that field.
    expect(schema.parse({ ...body, ...answer })).toEqual(answer);
    const repeated = Object.entries(body).filter(([name]) => name in answer);
    expect(answer).toMatchObject(Object.fromEntries(repeated));
  });
});
