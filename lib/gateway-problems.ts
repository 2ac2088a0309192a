/** An answer of API Gateway itself, in the format of functions/shared/http/problem-details.ts. */
export type GatewayProblem = {
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly detail: string;
};

const signInFirst: GatewayProblem = {
  status: 401,
  title: 'Sign in first',
  code: 'unauthenticated',
  detail: 'Sign in first.',
};
const notAllowed: GatewayProblem = {
  status: 403,
  title: 'Not allowed',
  code: 'forbidden',
  detail: 'This is not allowed.',
};
const notFound: GatewayProblem = {
  status: 404,
  title: 'Not found',
  code: 'not_found',
  detail: 'There is nothing here that you may see.',
};
const invalid: GatewayProblem = {
  status: 400,
  title: 'The request is not valid',
  code: 'invalid_request',
  detail: 'The request could not be read.',
};
export const tooMany: GatewayProblem = {
  status: 429,
  title: 'Too many requests',
  code: 'too_many_requests',
  detail: 'Wait a little, then try again.',
};
const internal: GatewayProblem = {
  status: 500,
  title: 'Something went wrong here',
  code: 'internal',
  detail: 'It is not your fault. Try again later.',
};
/** Whoever has a valid token must neither be told to sign in again nor that her request is at fault. */
const unavailable: GatewayProblem = {
  status: 503,
  title: 'Busy; try again',
  code: 'unavailable',
  detail: 'This does not work at this moment. Send it again later, with the same id.',
};
const slow: GatewayProblem = {
  status: 504,
  title: 'This took too long',
  code: 'timeout',
  detail: 'It may have been done or not. Send it again with the same id.',
};

/** The answer for each of API Gateway's response types. */
export const gatewayProblems = {
  UNAUTHORIZED: signInFirst,
  EXPIRED_TOKEN: signInFirst,
  INVALID_SIGNATURE: signInFirst,
  ACCESS_DENIED: notAllowed,
  INVALID_API_KEY: notAllowed,
  WAF_FILTERED: notAllowed,
  /** API Gateway's response type for an unknown path or method. */
  MISSING_AUTHENTICATION_TOKEN: notFound,
  RESOURCE_NOT_FOUND: notFound,
  BAD_REQUEST_BODY: invalid,
  BAD_REQUEST_PARAMETERS: invalid,
  REQUEST_TOO_LARGE: { status: 413, title: 'Too large', code: 'too_large', detail: 'Send at most 256 KB.' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'Send JSON',
    code: 'unsupported_media_type',
    detail: 'Send application/json.',
  },
  THROTTLED: tooMany,
  QUOTA_EXCEEDED: tooMany,
  DEFAULT_4XX: invalid,
  AUTHORIZER_FAILURE: unavailable,
  AUTHORIZER_CONFIGURATION_ERROR: internal,
  API_CONFIGURATION_ERROR: internal,
  INTEGRATION_FAILURE: internal,
  INTEGRATION_TIMEOUT: slow,
  DEFAULT_5XX: internal,
} as const satisfies Record<string, GatewayProblem>;

/** The body of an answer with which API Gateway itself refuses a request: a gateway problem as a problem document (RFC 9457), in JSON. */
export const problemDocument = ({ status, title, code, detail }: GatewayProblem): string =>
  JSON.stringify({ type: 'about:blank', title, status, detail, code });
