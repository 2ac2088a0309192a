import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Role, roles } from '../reach/roles.ts';
import type { Item } from '../table/client.ts';
import { accessByActor, accessKey, dayLineKey } from '../table/keys/access-log.ts';
import type { Key } from '../table/keys/key.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { instantAt, type Look, type Looking, lookOf, msOfDay } from './look.ts';
import { decodeShown, encodeShown, idsOfList, type Shown } from './shown.ts';

/**
 * The line of the access log about a reading of lists. A `GET` has one line for all of a UTC day's readings that showed the same reader the
 * same: it says of each hour of the clock in which she read when she first did. Whatever else gives out a list (a search, a file) is an
 * act of hers, and has a line of its own.
 */

/** Hours begin at half past (UTC), as India's hours do: so a line that is found by an Indian day was read on that day. */
const hourOffsetMs = 30 * 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The number of an hour in a UTC day, 0 to 24. The first and the last one are half an hour. @param ms since the day began */
const hourNumberOf = (ms: number): number => Math.floor((ms + hourOffsetMs) / hourMs);

/** The attribute of a line that holds when it was first read in an hour. */
export const hourAttribute = (at: Date): string => `h${String(hourNumberOf(msOfDay(at))).padStart(2, '0')}`;

/** When an hour ends that has begun by `ms`, both in milliseconds since the UTC day began. */
const hourEndOf = (ms: number): number => {
  const nextHourBegins = (hourNumberOf(ms) + 1) * hourMs - hourOffsetMs;
  return Math.min(dayMs, nextHourBegins);
};

type NewLine = { readonly key: Key; readonly content: Item };

/** The first half of a hash as an id. */
const toUuid = (hash: Buffer): string => {
  const bytes = Buffer.from(hash.subarray(0, 16));
  // The version and variant of a UUID that its maker defines (RFC 9562).
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/**
 * A new line without its hours, which are written with each reading.
 * @param ownId the id of an act's line; undefined for a reading, whose id follows from what was shown
 */
export const listLineOf = (
  looking: Looking,
  shown: readonly Shown[],
  now: Date,
  ownId: string | undefined,
): NewLine => {
  const bytes = encodeShown(shown);
  const { actor, role, route, subject, fields } = looking;
  const at = now.toISOString();
  const day = at.slice(0, 10);
  const contentHash = createHash('sha256')
    .update(canonicalJson({ ...looking, day }))
    .update(bytes)
    .digest();
  const key = ownId === undefined ? dayLineKey(day, toUuid(contentHash)) : accessKey(at, ownId);
  return {
    key,
    content: {
      gsi2pk: accessByActor(actor),
      gsi2sk: key.sk,
      role,
      route,
      ...(subject === undefined ? {} : { subject }),
      fields: fields.map((some) => [...some]),
      shown: bytes,
    },
  };
};

const storedListLine = z.object({
  sk: z.string(),
  gsi2pk: z.string(),
  role: z.enum(roles),
  route: z.string(),
  subject: z.string().optional(),
  fields: z.array(z.array(z.string())),
  shown: z.instanceof(Uint8Array),
});

/** From when to when (RFC 3339, the end excluded) a line may have been read: the first time is exact, later ones are until the hour's end. */
export type Hour = { readonly from: string; readonly until: string };

export type ListLine = Omit<Looking, 'role'> & {
  readonly id: string;
  readonly sortKey: string;
  readonly day: string;
  readonly role: Role;
  readonly shown: readonly Shown[];
  /** From the first on; at least one. */
  readonly hours: readonly Hour[];
};

/** Whether an item of the access log is a line about lists; others name their subjects as text. */
export const isListLine = (item: Item): boolean => item.shown !== undefined;

export const parseListLine = (item: Item): ListLine => {
  const { sk, gsi2pk, shown, ...line } = storedListLine.parse(item);
  const day = sk.slice(0, 10);
  const hours = Object.entries(item)
    .filter(([name]) => /^h\d\d$/.test(name))
    .map(([, ms]) => z.int().parse(ms))
    .sort((a, b) => a - b)
    .map((ms) => ({ from: instantAt(day, ms), until: instantAt(day, hourEndOf(ms)) }));
  return {
    ...line,
    id: sk.split('#')[1] ?? '',
    sortKey: sk,
    day,
    actor: gsi2pk.slice(accessByActor('').length),
    shown: decodeShown(shown),
    hours,
  };
};

/** What the auditor reads of a line: which fields of whom. `lists`: of each list, if there were several. */
export const contentOf = ({ fields, shown }: Pick<ListLine, 'fields' | 'shown'>) => {
  const lists = fields.map((some, index) => ({ subjects: idsOfList(shown, index), fields: [...some] }));
  return {
    subjects: shown.flatMap(({ ids }) => [...ids.keys()]),
    fields: [...new Set(fields.flat())],
    ...(lists.length < 2 ? {} : { lists }),
  };
};

/** The looks by which a line is found, with the attributes that each has but for its days. */
export const looksOf = (line: ListLine): Look[] => {
  const { actor, role, route, subject, fields } = line;
  return line.shown.map((some) =>
    lookOf({ actor, role, route, subject, fields }, some, line.day.slice(0, 7)),
  );
};
