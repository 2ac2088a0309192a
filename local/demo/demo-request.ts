import type { ApiRoute } from '../../functions/api/contracts.ts';
import type { PersonKey } from '../identity/demo-people.ts';
import type { Random } from './random.ts';

/** A request of the demo programme: who sends what, and when. */
export type DemoRequest = {
  /** The business time, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  readonly by: PersonKey;
  readonly route: ApiRoute;
  readonly path: Readonly<Record<string, string>>;
  readonly body: object;
  /** The version that it changes. */
  readonly ifMatch?: number;
};

const hex = (random: Random, digits: number): string =>
  Array.from({ length: digits }, () => random.int(0, 15).toString(16)).join('');

/** The id with which a demo request is sent: a UUIDv7 of a given time, as a phone would make it. */
export const idAt = (random: Random, at: string): string => {
  const time = Date.parse(at).toString(16).padStart(12, '0');
  const variant = random.pick(['8', '9', 'a', 'b']);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random, 3)}-${variant}${hex(random, 3)}-${hex(random, 12)}`;
};
