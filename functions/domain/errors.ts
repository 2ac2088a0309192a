/** What can go wrong in the domain; only functions/http knows which HTTP status each kind has. */
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

/** One thing that is wrong with an input: the field's dotted path (`entries.0.amountPaise`) and why. */
export type FieldError = { readonly path: string; readonly message: string };

export type ErrorDetails = {
  readonly errors?: readonly FieldError[];
  /** Members of the problem document beyond the standard ones; never anything personal. */
  readonly extra?: Readonly<Record<string, unknown>>;
};

/**
 * A refusal that the caller is told about. `code` is part of the API's contract; `message` is plain English for a
 * person and holds nothing personal. Anything that is thrown and is not an AppError is a bug.
 */
export class AppError extends Error {
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

/** Something that the caller named does not exist, or may not be known to exist by her. */
export const notFound = (): AppError =>
  new AppError('not_found', 'not_found', 'There is nothing here that you may see.');

/** The caller is known, but what she asks is not hers to do. */
export const forbidden = (): AppError =>
  new AppError('forbidden', 'forbidden', 'Your role does not allow this.');

/** The caller may do this, but not with what her request names at a path: it does not exist, or lies beyond her reach. */
export const outOfReach = (path: string): AppError => {
  const message = 'This lies beyond your reach, or does not exist.';
  return new AppError('forbidden', 'forbidden', message, { errors: [{ path, message }] });
};

/** Refused by a rule of the programme although the request is well formed; `paths` are those of what the rule is about. */
export const refused = (code: string, message: string, ...paths: string[]): AppError =>
  new AppError(
    'refused',
    code,
    message,
    paths.length === 0 ? {} : { errors: paths.map((path) => ({ path, message })) },
  );
