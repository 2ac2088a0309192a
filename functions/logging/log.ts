import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';

/**
 * Log lines as JSON. They name the route, never the path, the query, the body or a message: an error's message may
 * quote what a person typed.
 */
const write = (level: 'info' | 'error', fields: Readonly<Record<string, unknown>>): void => {
  process.stdout.write(`${JSON.stringify({ level, ...fields })}\n`);
};

/** The id that the authorizer gave to who calls, and nothing else of hers. */
const knownCaller = z.object({ personId: z.uuid() });

const callerIdOf = (event: APIGatewayProxyEvent): string | undefined => {
  const known = knownCaller.safeParse(event.requestContext.authorizer);
  return known.success ? known.data.personId : undefined;
};

/** One line per request: which route, by whom, how it ended. So every refusal names who was refused. */
export const logRequest = (event: APIGatewayProxyEvent, status: number | undefined): void =>
  write('info', {
    message: 'request',
    requestId: event.requestContext.requestId,
    route: `${event.httpMethod} ${event.resource}`,
    caller: callerIdOf(event),
    status,
  });

const frames = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 20);

/** An unexpected error: its class and where it came from, without its message. */
export const logBug = (event: APIGatewayProxyEvent, error: unknown): void =>
  write('error', {
    message: 'bug',
    requestId: event.requestContext.requestId,
    route: `${event.httpMethod} ${event.resource}`,
    error: error instanceof Error ? error.name : typeof error,
    at: error instanceof Error ? frames(error) : [],
  });

/** A line of work that no request started. */
export const logWork = (message: string, fields: Readonly<Record<string, unknown>> = {}): void =>
  write('info', { message, ...fields });

/** Something is not as it must be, though the work went on: a person should look. */
export const logFault = (message: string, fields: Readonly<Record<string, unknown>> = {}): void =>
  write('error', { message, ...fields });
