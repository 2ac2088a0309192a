import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import * as z from 'zod';
import { InternalError } from '../errors/errors.ts';
import { describeError } from './describe-error.ts';
import { countOpened } from './opened-texts.ts';

/**
 * Log lines as JSON. They name the route, never path, query or body, and print only our own error messages:
 * any other may quote what a person typed.
 */
const write = (level: 'info' | 'error', fields: Readonly<Record<string, unknown>>): void => {
  process.stdout.write(`${JSON.stringify({ level, ...fields })}\n`);
};

/**
 * The version of the function that runs, by which a deployment sees whose fault it is (lib/constructs/gradual-deployment.ts). Lambda tells it; nothing
 * else does.
 */
const version = process.env.AWS_LAMBDA_FUNCTION_VERSION;

const writeFault = (fields: Readonly<Record<string, unknown>>): void =>
  write('error', { ...fields, version });

/** The caller's id as set by the authorizer. */
const knownCaller = z.object({ personId: z.uuid() });

const callerIdOf = (event: APIGatewayProxyEvent): string | undefined => {
  const caller = knownCaller.safeParse(event.requestContext.authorizer);
  return caller.success ? caller.data.personId : undefined;
};

/** A record made on a device. The first 48 bits of its UUIDv7 are the time in milliseconds since 1970. */
const madeOnDevice = z.object({ id: z.uuidv7() });

/**
 * Seconds from the creation of a record on a device to its arrival; 0 if the device's clock is ahead of ours. Undefined
 * if the body has no such id.
 */
const syncSecondsOf = ({ body, requestContext }: APIGatewayProxyEvent): number | undefined => {
  const made = madeOnDevice.safeParse(body);
  if (!made.success) {
    return undefined;
  }
  const madeAt = Number.parseInt(made.data.id.replaceAll('-', '').slice(0, 12), 16);
  return Math.max(0, Math.round((requestContext.requestTimeEpoch - madeAt) / 1000));
};

/**
 * Writes a request's line to the log: route, caller and status, so every refusal names its caller, and of how many people names or
 * texts were opened.
 * @param event with its body parsed: the id of a created record gives the time that it took to arrive
 * @param code of a refusal, one of our fixed words
 */
export const logRequest = (event: APIGatewayProxyEvent, status: number | undefined, code?: string): void =>
  write('info', {
    message: 'request',
    requestId: event.requestContext.requestId,
    route: `${event.httpMethod} ${event.resource}`,
    caller: callerIdOf(event),
    status,
    code,
    syncSeconds: status === 201 ? syncSecondsOf(event) : undefined,
    // The alarm on copying adds them up by caller.
    opened: countOpened() || undefined,
  });

/** Logs an unexpected error in a request. */
export const logBug = (event: APIGatewayProxyEvent, error: unknown): void =>
  writeFault({
    message: 'bug',
    requestId: event.requestContext.requestId,
    route: `${event.httpMethod} ${event.resource}`,
    ...describeError(error),
  });

/**
 * Logs the failures of a handler that no HTTP request starts. Lambda prints the message of a thrown error, which may quote input, so the
 * error is logged without it, and another one is thrown.
 */
export const logFailures =
  <Event, Result>(run: (event: Event) => Promise<Result>) =>
  async (event: Event, { awsRequestId }: Pick<Context, 'awsRequestId'>): Promise<Result> => {
    try {
      return await run(event);
    } catch (error) {
      writeFault({ message: 'bug', requestId: awsRequestId, ...describeError(error) });
      throw new InternalError('The function failed; the log line before this one says where.');
    }
  };

/** Logs a line about background work. */
export const logWork = (message: string, fields: Readonly<Record<string, unknown>> = {}): void =>
  write('info', { message, ...fields });

/** Logs a fault although the work continued: a person should look at it. */
export const logFault = (message: string, fields: Readonly<Record<string, unknown>> = {}): void =>
  writeFault({ message, ...fields });
