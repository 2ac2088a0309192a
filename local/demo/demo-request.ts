import type { ApiRoute } from '../../functions/gateway/api/contracts.ts';
import type { PersonKey } from '../identity/demo-people.ts';
import type { Random } from './random.ts';

/** A request that loading the demo programme sends to the API. */
export type DemoRequest = {
  /** The business time, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  /** The demo person who sends it. */
  readonly by: PersonKey;
  readonly route: ApiRoute;
  /** The values of the route's parameters: `{ id: '…' }` for `/api/cases/{id}`. */
  readonly path: Readonly<Record<string, string>>;
  readonly body: object;
  /** The version of the record that the request changes, for `If-Match`. */
  readonly ifMatch?: number;
};

/** Rupees as paise. */
export const rupees = (amount: number): number => amount * 100;

const hex = (random: Random, digits: number): string =>
  Array.from({ length: digits }, () => random.int(0, 15).toString(16)).join('');

/** The id with which a demo request is sent: a UUIDv7 of a given time, as a phone would make it. */
export const makeDemoId = (random: Random, at: string): string => {
  const timeDigits = Date.parse(at).toString(16).padStart(12, '0');
  // Every UUID of this kind has one of these digits here (RFC 9562).
  const variant = random.pick(['8', '9', 'a', 'b']);
  return `${timeDigits.slice(0, 8)}-${timeDigits.slice(8)}-7${hex(random, 3)}-${variant}${hex(random, 3)}-${hex(random, 12)}`;
};
