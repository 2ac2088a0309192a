import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpRouter, { type Method } from '@middy/http-router';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { AppError, notFound } from '../errors/errors.ts';
import { logBug, logRequest } from '../logging/log.ts';
import { withOwnCount } from '../logging/opened-texts.ts';
import type { Reply, Route } from './create-routes.ts';
import { commonHeaders, internalProblem, problemOf } from './problem-details.ts';
import { isServiceOutage } from './service-outage.ts';

/** Makes the Lambda handler of an area's routes (create-routes.ts), with the answers to errors (problem-details.ts). */

const bodyLimitBytes = 256 * 1024;

const answer = (reply: Reply): APIGatewayProxyResult => ({
  statusCode: reply.status,
  headers: {
    ...commonHeaders,
    ...(reply.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...reply.headers,
  },
  body: reply.body === undefined ? '' : JSON.stringify(reply.body),
});

/** The answer while the table or another service that a request needs is not there. It may have been done or not. */
const outage = (): AppError =>
  new AppError(
    'unavailable',
    'unavailable',
    'This does not work at this moment. Send it again later, with the same id.',
  );

const refuseLargeBodies = (event: APIGatewayProxyEvent): void => {
  const bytes =
    event.body === null ? 0 : Buffer.byteLength(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes > bodyLimitBytes) {
    throw new AppError('too_large', 'too_large', 'Send at most 256 KB.');
  }
};

/** The error as an `AppError`: also an error of middy's body parser. Null for a bug. */
const toAppError = (error: unknown): AppError | null => {
  if (error instanceof AppError) {
    return error;
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 415) {
    return new AppError('unsupported_media_type', 'unsupported_media_type', 'Send application/json.');
  }
  // The parser blames the caller for nothing else but broken JSON.
  return typeof status === 'number' && status < 500
    ? new AppError('invalid', 'invalid_json', 'The body is not valid JSON.')
    : null;
};

/** Middy's chain around an area's routes. */
const createChain = (routes: readonly Route[]) =>
  middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(httpHeaderNormalizer())
    .before(({ event }) => refuseLargeBodies(event))
    .use({
      after: ({ event, response }) => logRequest(event, response?.statusCode),
      onError: (request) => {
        const isOutage = isServiceOutage(request.error);
        const error = isOutage ? outage() : toAppError(request.error);
        // An outage is no bug, but somebody should look at it too.
        if (error === null || isOutage) {
          logBug(request.event, request.error);
        }
        request.response = error === null ? internalProblem() : problemOf(error);
        logRequest(request.event, request.response?.statusCode, error?.code);
      },
    })
    .handler(
      httpRouter<APIGatewayProxyEvent, APIGatewayProxyResult>({
        routes: routes.map(({ key, run }) => {
          const [method = '', path = ''] = key.split(' ');
          return {
            method: method as Method,
            path,
            handler: async (event: APIGatewayProxyEvent, context: Context) =>
              answer(await run(event, context)),
          };
        }),
        // No route has this method and path.
        notFoundResponse: () => {
          throw notFound();
        },
      }),
    );

/** Serves an area's routes as a Lambda handler, with middy's chain around them. Every error becomes a problem document. */
export const serve = (routes: readonly Route[]) => {
  const chain = createChain(routes);
  return (event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> =>
    withOwnCount(async () => chain(event, context));
};
