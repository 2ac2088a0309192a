/** The kinds of errors that callers are told about. functions/shared/http/problem-details.ts makes the answer of each, with its HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'too_large'
  | 'unsupported_media_type'
  | 'refused'
  | 'precondition_required'
  | 'unavailable';

/** One invalid field: its dotted path (`entries.0.amountPaise`) and the reason. */
export type FieldError = { readonly path: string; readonly message: string };

export type ErrorDetails = {
  readonly errors?: readonly FieldError[];
  /** Further fields of the answer (an RFC 9457 problem document); never anything personal. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Whether the error is told, and alone, whatever else is wrong with the request. */
  readonly prevails?: boolean;
};

/** An error whose message logs may print, because it is ours and has no personal data. Other messages may quote what a person typed. */
export class PrintableError extends Error {}

/** The error of a bug or a damaged table. Its message may name months, routes and files, never a person. */
export class InternalError extends PrintableError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InternalError';
  }
}

/**
 * An error that the caller is told about. `code` is part of the API's contract. `message` is plain English without personal data. Any other
 * error that is thrown is a bug.
 */
export class AppError extends PrintableError {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, code: string, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

/** The error 404: what the request names does not exist, or the caller may not learn that it does. */
export const notFound = (): AppError =>
  new AppError('not_found', 'not_found', 'There is nothing here that you may see.');

/** The error 403: the caller is known but may not do this. */
export const forbidden = (): AppError =>
  new AppError('forbidden', 'forbidden', 'Your role does not allow this.');

/** The error 412: a change of an outdated version of a record. @param current the record as it is now, for the answer */
export const stale = (current: unknown): AppError =>
  new AppError('stale', 'stale', 'This was changed by somebody else since you read it.', {
    extra: { current },
  });

/**
 * The error 403 for an id in a request's body (at `path`) that does not exist or is beyond the caller's reach: the records that her role
 * lets her use.
 */
export const outOfReach = (path: string): AppError => {
  const message = 'This lies beyond your reach, or does not exist.';
  return new AppError('forbidden', 'forbidden', message, { errors: [{ path, message }] });
};

/** The error 422: a rule of the programme refuses a well-formed request. `paths` are the fields concerned. */
export const refused = (code: string, message: string, ...paths: string[]): AppError =>
  new AppError(
    'refused',
    code,
    message,
    paths.length === 0 ? {} : { errors: paths.map((path) => ({ path, message })) },
  );
