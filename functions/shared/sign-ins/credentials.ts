import * as z from 'zod';
import { formatInstant } from '../calendar/calendar.ts';
import type { Item, Table, Write } from '../table/client.ts';
import { credentialsKey } from '../table/keys/people.ts';

/** What is kept of a person's passwords: who made them, and who could have known them. */
const credentials = z.object({
  /** When her newest password was made (RFC 3339), and by whom: whoever made it has seen it. */
  passwordMadeAt: z.iso.datetime().optional(),
  passwordMadeBy: z.string().optional(),
  /** Who could have known a password that was made for her in the last thirty days, with the time of the newest. */
  passwordKnownBy: z.record(z.string(), z.iso.datetime()).optional(),
});
export type Credentials = z.infer<typeof credentials>;

const parseCredentials = (item: Item | undefined): Credentials => credentials.parse(item ?? {});

/** A person's credentials; empty if no password was made through the API. */
export const findCredentials = async (table: Pick<Table, 'get'>, personId: string): Promise<Credentials> =>
  parseCredentials(await table.get(credentialsKey(personId)));

/** When the newest password of each of some people was made; without those of whom none was made through the API. */
export const readPasswordTimes = async (
  table: Pick<Table, 'getMany'>,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const items = await table.getMany(personIds.map(credentialsKey));
  const byPartition = new Map(items.map((item) => [item.pk, parseCredentials(item).passwordMadeAt]));
  return new Map(
    personIds.flatMap((id) => {
      const madeAt = byPartition.get(credentialsKey(id).pk);
      return madeAt === undefined ? [] : [[id, madeAt] as const];
    }),
  );
};

/** Who makes a password, and when. */
export type PasswordMaker = { readonly by: string; readonly now: Date };

/** The condition that nobody has made her a password since her credentials were read. */
const unchanged = ({
  passwordKnownBy,
}: Credentials): { condition: string; values: Record<string, unknown> } =>
  passwordKnownBy === undefined
    ? { condition: 'attribute_not_exists(passwordKnownBy)', values: {} }
    : { condition: 'passwordKnownBy = :seen', values: { ':seen': passwordKnownBy } };

/**
 * The write that notes who makes her a password, and who could have known it. It fails if another password is made at this moment.
 * @param before her credentials; `knownBy` follows from them (`knownByAfter`)
 */
export const notePassword = (
  personId: string,
  { by, now }: PasswordMaker,
  { before, knownBy }: { readonly before: Credentials; readonly knownBy: Readonly<Record<string, string>> },
): Write => {
  const { condition, values } = unchanged(before);
  return {
    update: credentialsKey(personId),
    set: 'SET passwordMadeAt = :at, passwordMadeBy = :by, passwordKnownBy = :known',
    condition,
    values: { ...values, ':at': formatInstant(now), ':by': by, ':known': knownBy },
  };
};
