import { PrintableError } from '../domain/errors.ts';

/**
 * What a log line says of an error. It never prints a message that is not our own, and nothing else that may hold input: of an error
 * of zod or the SDK it has the class, the codes and where it came from.
 */
export type ErrorDescription = {
  /** The class. */
  readonly error: string;
  readonly text?: string | undefined;
  readonly code?: string | undefined;
  /** An AWS call that failed; its request id is what AWS support asks for. */
  readonly call?: {
    readonly requestId: string | undefined;
    readonly status: number | undefined;
    readonly attempts: number | undefined;
  };
  /** Why each part of a transaction was cancelled, or what zod found wrong: fixed words. */
  readonly reasons?: readonly string[];
  /** Stack frames, the innermost first. */
  readonly at: readonly string[];
  readonly cause?: ErrorDescription;
  /** Those that an AggregateError holds. */
  readonly errors?: readonly ErrorDescription[];
};

const maxFrames = 20;
const maxDepth = 3;
const maxListed = 10;

/** Names and codes are words of programmers. Anything that isn't one may be input. */
const asWord = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.:-]{1,80}$/.test(value) ? value : undefined;

const asNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A message may hold lines that look like frames, so it is cut off first. */
const framesOf = ({ stack = '', message }: Error): string[] => {
  const start = message === '' ? 0 : stack.indexOf(message);
  return stack
    .slice(start < 0 ? stack.length : start + message.length)
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, maxFrames);
};

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, maxListed) : [];

/** `CancellationReasons` of a DynamoDB transaction, `issues` of zod. Their messages and items are left out. */
const reasonsOf = (error: Error): string[] =>
  [
    ...('CancellationReasons' in error ? listOf(error.CancellationReasons) : []),
    ...('issues' in error ? listOf(error.issues) : []),
  ].flatMap((reason) => (isRecord(reason) ? (asWord(reason.Code ?? reason.code) ?? []) : []));

const callOf = (error: Error): ErrorDescription['call'] =>
  '$metadata' in error && isRecord(error.$metadata)
    ? {
        requestId: asWord(error.$metadata.requestId),
        status: asNumber(error.$metadata.httpStatusCode),
        attempts: asNumber(error.$metadata.attempts),
      }
    : undefined;

/** @param depth how many causes lie above this error */
export const describeError = (error: unknown, depth = 0): ErrorDescription => {
  if (!(error instanceof Error)) {
    return { error: typeof error, at: [] };
  }
  const call = callOf(error);
  const reasons = reasonsOf(error);
  const isDeepest = depth === maxDepth;
  return {
    error: asWord(error.name) ?? 'Error',
    ...(error instanceof PrintableError && { text: error.message }),
    ...('code' in error && { code: asWord(error.code) }),
    ...(call !== undefined && { call }),
    ...(reasons.length > 0 && { reasons }),
    at: framesOf(error),
    ...(error.cause !== undefined && !isDeepest && { cause: describeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError &&
      !isDeepest && { errors: listOf(error.errors).map((one) => describeError(one, depth + 1)) }),
  };
};
