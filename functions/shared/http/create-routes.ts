import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import * as z from 'zod';
import { dateInIndia } from '../calendar/calendar.ts';
import { forbidden, notFound } from '../errors/errors.ts';
import { passDoor } from '../places/place.ts';
import type { Caller, CallingDevice } from '../reach/caller.ts';
import type { Reach } from '../reach/roles.ts';
import { isConsentWithdrawn } from '../services/withdrawn.ts';
import { callerOf, callingDeviceOf } from './calling.ts';
import { type DoorsIfAny, doorOf } from './doors.ts';
import { parseIfMatch } from './etag.ts';
import { refuseFutureDates } from './future-dates.ts';
import { pathSchemasOf } from './path-parameters.ts';
import { parseInput, parseQuery } from './request-input.ts';
import {
  type Contract,
  type PathParameter,
  type RouteContract,
  type RouteKey,
  reachOf,
  routesOf,
} from './route-contract.ts';

/**
 * Makes the HTTP routes of an area from its contract (route-contract.ts), with all checks that come before a route's own function. serve.ts makes a
 * Lambda handler of them.
 */

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** A validated and authorised request. */
export type RouteRequest<Key extends string, C extends RouteContract> = {
  /** The route's own key, for the access log. */
  readonly route: Key;
  readonly path: Readonly<Record<PathParameter<Key>, string>>;
  readonly body: Parsed<C['body']>;
  readonly query: Parsed<C['query']>;
  /** The version that the caller last saw. */
  readonly ifMatch: C['ifMatch'] extends true ? number : undefined;
  readonly caller: Caller;
  /** The calling device, on a route for devices. */
  readonly callingDevice: C['who'] extends 'device' ? CallingDevice : undefined;
  /** Which records the caller's role may touch on this route, such as all or her own. */
  readonly reach: Reach;
  /** The time at which the gateway received the request. */
  readonly now: Date;
  /** The Indian date of `now`. */
  readonly today: string;
};

export type Headers = Readonly<Record<string, string>>;

/** A route's answer: a status of its contract with the matching body. */
export type Reply<C extends RouteContract = RouteContract> = {
  [Status in keyof C['answers'] & number]: {
    readonly status: Status;
    readonly body?: Parsed<C['answers'][Status]>;
    readonly headers?: Headers;
  };
}[keyof C['answers'] & number];

/** One function for each route of a contract; a missing one does not compile. */
export type Handlers<C extends Contract> = {
  readonly [Key in keyof C & RouteKey]: (request: RouteRequest<Key, C[Key]>) => Promise<Reply<C[Key]>>;
};

export type Route = {
  readonly key: RouteKey;
  readonly contract: RouteContract;
  readonly run: (event: APIGatewayProxyEvent, context: Context) => Promise<Reply>;
};

/** The error as the caller may see it: to a caseworker, a woman who has withdrawn her consent to the services looks like one who does not exist. */
const errorFor = ({ role }: Caller, error: unknown): unknown =>
  role === 'caseworker' && isConsentWithdrawn(error) ? notFound() : error;

const noParameters = z.strictObject({});

const jsonBody = httpJsonBodyParser();

/**
 * Parses the body. It is called only after authorisation, so that a caller without permission learns nothing about the body. Middy's parser puts the
 * value into `event.body`.
 */
const readJson = async (event: APIGatewayProxyEvent, context: Context): Promise<unknown> => {
  await jsonBody.before?.({ event, context, response: undefined, error: undefined, internal: {} });
  return event.body;
};

/**
 * Makes the HTTP routes of an area from its contract and one function per route. Before the function runs, these are checked in this order:
 * 1. the caller is known (401), and her role is allowed (403);
 * 2. path and query (400), `If-Match` (428) and body (400) are valid;
 * 3. no date is in the future (400), except in a few fields such as `due`;
 * 4. if the caller is an area coordinator, the record that the path names is in her districts (404).
 * @param doors needed if the path of a route names a record, and an area coordinator reaches the records of her districts on it
 */
export const createRoutes =
  <const C extends Contract>(contract: C, ...[doors]: DoorsIfAny<C>) =>
  // A separate call, so that the compiler knows the contract when it checks what the functions return.
  (handlers: Handlers<C>): Route[] =>
    routesOf(contract).map(([key, route]): Route => {
      // `routesOf` loses the link between a key and the types of its contract, so the function's type is given up here.
      const run = handlers[key as keyof C & RouteKey] as (request: unknown) => Promise<Reply>;
      const pathSchema = z.object(pathSchemasOf(key));
      const door = doorOf(key, route, doors ?? {});
      return {
        key,
        contract: route,
        run: async (event, context) => {
          const caller = callerOf(route, event);
          const callingDevice = route.who === 'device' ? callingDeviceOf(event) : undefined;
          // A device reaches only its own records.
          const reach = callingDevice === undefined ? reachOf(route, caller) : 'own';
          if (reach === null) {
            throw forbidden();
          }
          const now = new Date(event.requestContext.requestTimeEpoch);
          const today = dateInIndia(now);
          const path = parseInput(pathSchema, event.pathParameters ?? {}, 'invalid_path');
          const query = parseQuery(route.query ?? noParameters, event);
          const ifMatch = route.ifMatch ? parseIfMatch(event.headers['if-match']) : undefined;
          const body = route.body
            ? parseInput(route.body, await readJson(event, context), 'invalid_body')
            : undefined;
          refuseFutureDates(body, today);
          try {
            // `passDoor` refuses an area coordinator outside her districts. It returns her as a caller with the one group that the path names.
            const isAtDoor = reach === 'area' && door !== undefined;
            return await run({
              route: key,
              path,
              body,
              query,
              ifMatch,
              caller: isAtDoor ? await passDoor(caller, door, event.pathParameters?.id ?? '') : caller,
              callingDevice,
              reach,
              now,
              today,
            });
          } catch (error) {
            throw errorFor(caller, error);
          }
        },
      };
    });
