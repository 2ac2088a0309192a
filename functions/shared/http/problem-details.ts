import type { APIGatewayProxyResult } from 'aws-lambda';
import type { AppError, ErrorKind } from '../errors/errors.ts';

/* Problem documents (RFC 9457, Problem Details for HTTP APIs): what every error becomes. */

/** The HTTP status and title of the problem document for each kind of error. */
const statuses: Readonly<Record<ErrorKind, { status: number; title: string }>> = {
  invalid: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'In conflict with what is stored' },
  stale: { status: 412, title: 'Changed by somebody else since' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  refused: { status: 422, title: 'Refused by a rule' },
  precondition_required: { status: 428, title: 'Say which version you change' },
  unavailable: { status: 503, title: 'Busy; try again' },
};

/** When to try again after a 503. */
const retryAfterSeconds = '5';

/** The headers of every answer. */
export const commonHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

const problem = (status: number, title: string, code: string, detail: string, extensions: object = {}) => ({
  statusCode: status,
  headers: { ...commonHeaders, 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title, status, detail, code, ...extensions }),
});

/** The problem document of a refused request. */
export const problemOf = (error: AppError): APIGatewayProxyResult => {
  const { status, title } = statuses[error.kind];
  const { errors, extra } = error.details;
  const answered = problem(status, title, error.code, error.message, {
    ...(errors ? { errors } : {}),
    ...extra,
  });
  return status === 503
    ? { ...answered, headers: { ...answered.headers, 'retry-after': retryAfterSeconds } }
    : answered;
};

/** The problem document of a bug, of which nothing is told. */
export const internalProblem = (): APIGatewayProxyResult =>
  problem(500, 'Something went wrong here', 'internal', 'It is not your fault. Try again later.');
