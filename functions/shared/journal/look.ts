import { hash } from 'node:crypto';
import * as z from 'zod';
import { type Role, roles } from '../reach/roles.ts';
import type { Item } from '../table/client.ts';
import { lookKey } from '../table/keys/access-log.ts';
import type { Key } from '../table/keys/key.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { partOf, type ReadPart, readParts } from './read-parts.ts';
import { encodeShown, type Shown } from './shown.ts';

/**
 * A look is the entry by which a line of the access log about several is found by each of them. It is kept by holder, month and reader:
 * `LOOKS#<group>`, `<month>#<reader>#<hash>`. It names what was shown and the days on which it was, so that the same list, read on
 * each day of a month, is one item. All that it says follows from the lines of its days (docs/decisions/0083-looks.md).
 */

/** Who saw which lists, as far as a look tells it. */
export type Looking = {
  readonly actor: string;
  readonly role: Role;
  readonly route: string;
  readonly subject?: string | undefined;
  /** The fields of each list. */
  readonly fields: readonly (readonly string[])[];
};

/** A look but for its days. */
export type Look = {
  readonly key: Key;
  readonly content: {
    readonly role: Role;
    /** Of each list, which part of a woman's record it showed; null for one that showed none. */
    readonly what: readonly (ReadPart | null)[];
    readonly shown: Uint8Array;
  };
};

/** What a look says but for its days, and its key. @param month `YYYY-MM`, UTC */
export const lookOf = ({ actor, ...looking }: Looking, shown: Shown, month: string): Look => {
  const bytes = encodeShown([shown]);
  const { role, route, fields } = looking;
  const contentHash = hash(
    'sha256',
    canonicalJson({ ...looking, shown: Buffer.from(bytes).toString('base64') }),
    'base64url',
  ).slice(0, 22);
  return {
    key: lookKey(shown.of, month, actor, contentHash),
    content: { role, what: fields.map((some) => partOf({ route, fields: some }) ?? null), shown: bytes },
  };
};

/** The attribute of a look that holds when it first was on a day. @param day `YYYY-MM-DD`, UTC */
export const dayAttribute = (day: string): string => `d${day.slice(8)}`;

const storedLook = z.object({
  sk: z.string(),
  role: z.enum(roles),
  what: z.array(z.enum(readParts).nullable()),
  shown: z.instanceof(Uint8Array),
});

/** A look as stored. `days`: the instants at which it first was on each of its days, by day. */
export type StoredLook = Omit<z.infer<typeof storedLook>, 'sk'> & {
  readonly month: string;
  readonly actor: string;
  readonly days: ReadonlyMap<string, string>;
};

export const parseLook = (item: Item): StoredLook => {
  const { sk, ...look } = storedLook.parse(item);
  const [month = '', actor = ''] = sk.split('#');
  const days = Object.entries(item).flatMap(([name, ms]): [string, string][] => {
    const day = /^d(\d\d)$/.exec(name)?.[1];
    if (day === undefined) return [];
    return [[`${month}-${day}`, instantAt(`${month}-${day}`, z.int().parse(ms))]];
  });
  return { ...look, month, actor, days: new Map(days.sort(([a], [b]) => (a < b ? -1 : 1))) };
};

/** @param day `YYYY-MM-DD`, UTC @param ms since its beginning */
export const instantAt = (day: string, ms: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + ms).toISOString();
/** The milliseconds since the beginning of an instant's UTC day. */
export const msOfDay = (at: Date): number => at.getTime() % 86_400_000;
