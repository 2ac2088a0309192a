import { PrintableError } from '../errors/errors.ts';

/**
 * An error's description for a log line. It has the message only if the error is our own, since any other message may quote a person's input. For
 * errors of zod and the SDK it has the class, the codes and the stack.
 */
export type ErrorDescription = {
  /** The error's class. */
  readonly error: string;
  readonly text?: string | undefined;
  readonly code?: string | undefined;
  /** An AWS call that failed; its request id is what AWS support asks for. */
  readonly call?: {
    readonly requestId: string | undefined;
    readonly status: number | undefined;
    readonly attempts: number | undefined;
  };
  /** The cancellation reasons of a transaction or the codes of zod's issues, which are fixed words. */
  readonly reasons?: readonly string[];
  /** Stack frames, the innermost first. */
  readonly at: readonly string[];
  readonly cause?: ErrorDescription;
  /** The errors of an AggregateError. */
  readonly errors?: readonly ErrorDescription[];
};

const maxFrames = 20;
const maxDepth = 3;
const maxListed = 10;

/** A class name or an error code is one word of Latin letters. Anything else may be input and is dropped. */
const asWord = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.:-]{1,80}$/.test(value) ? value : undefined;

const asNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The stack frames. The message is removed first, since it may have lines that look like frames. */
const framesOf = ({ stack = '', message }: Error): string[] => {
  const messageStart = stack.indexOf(message);
  // If the message isn't there, nothing shows where the frames begin: leave them all out.
  const framesStart = messageStart < 0 ? stack.length : messageStart + message.length;
  return stack
    .slice(framesStart)
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, maxFrames);
};

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, maxListed) : [];

/** The codes (fixed words) in a DynamoDB transaction's `CancellationReasons` or in zod's `issues`, without messages and items. */
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

/**
 * Describes an error for a log line: its class, code, stack and causes, and its message only if it is our own.
 * @param depth 0 for the error itself, 1 for its cause, and so on
 */
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
