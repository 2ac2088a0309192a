import { hash } from 'node:crypto';
import * as z from 'zod';
import type { Ids } from '../fields/ids.ts';
import type { Caller } from '../reach/caller.ts';
import { roles } from '../reach/roles.ts';
import type { Item, Table } from '../table/client.ts';
import {
  accessByActor,
  accessBySubject,
  accessKey,
  openedBySubject,
  openedKey,
} from '../table/keys/access-log.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { letterFields, spellFields } from './field-letters.ts';
import { partOf } from './read-parts.ts';

/** The opening of a record about one person, before its answer is sent: which fields, but never the values. */
export type Opening = {
  /** The id of the one record that is read: of a person, a case or a request. */
  readonly subject: string;
  /** The id of the one member whom the record is about, such as the member of a case; her lines lie together. */
  readonly member?: string;
  /** The ids of further records of hers that are shown with it. */
  readonly concerns?: readonly string[];
  readonly fields: readonly string[];
};

/** Who reads, when, and by which route (`GET /api/members/{id}`). A request can be passed as it is. */
export type Reader = { readonly caller: Caller; readonly now: Date; readonly route: string };

/**
 * A line as an item: of an opening, found by her, or of lists that showed nobody. Three quarters of what is stored of five years are copies of such
 * items, so it says nothing twice: id, time and reader are in its keys, and so is whom it is about (docs/decisions/0127-short-lines.md).
 */
export const openingLineOf = (
  { caller, now, route }: Reader,
  id: string,
  { subject, member, concerns = [], fields }: Partial<Opening> & Pick<Opening, 'fields'>,
) => {
  const at = now.toISOString();
  const sortKey = `${at}#${id}`;
  const finder = member ?? subject;
  const others = [...new Set([subject, ...concerns])].filter((one) => one !== undefined && one !== finder);
  return {
    ...accessKey(at, id),
    ...(finder === undefined ? {} : { gsi1pk: accessBySubject(finder), gsi1sk: sortKey }),
    gsi2pk: accessByActor(caller.personId),
    gsi2sk: sortKey,
    // Stored, because the reader may have another role by the time a woman asks who read her record.
    role: caller.role,
    route,
    // The record that was read comes first, if it isn't she herself.
    ...(subject === finder && others.length > 0 ? { subject } : {}),
    ...(others.length === 0 ? {} : { subjects: others }),
    fields: letterFields(fields),
  };
};

const storedOpening = z.object({
  sk: z.string(),
  gsi1pk: z.string().optional(),
  gsi2pk: z.string(),
  role: z.enum(roles),
  route: z.string(),
  subject: z.string().optional(),
  subjects: z.array(z.string()).default([]),
  fields: z.union([z.string(), z.array(z.string())]),
});

/**
 * What the line of an opening says. `of`: the woman, or else the record, by which it is found; `subject`: the record that was read; `subjects`: it,
 * and all whom the line names.
 */
export const parseOpening = (item: Item) => {
  const { sk, gsi1pk, gsi2pk, role, route, subjects, ...line } = storedOpening.parse(item);
  const [at = '', id = ''] = sk.split('#');
  const of = gsi1pk?.slice(accessBySubject('').length);
  const subject = line.subject ?? subjects[0] ?? of;
  const all = [subject, of, ...subjects].filter((one) => one !== undefined);
  return {
    id,
    at,
    actor: gsi2pk.slice(accessByActor('').length),
    role,
    route,
    ...(of === undefined ? {} : { of }),
    ...(subject === undefined ? {} : { subject }),
    subjects: [...new Set(all)],
    fields: spellFields(line.fields),
  };
};

/**
 * What was opened of a woman, as her own page finds it: one item for all openings of a UTC day in which the same reader opened the same, at the time of
 * the last. Undefined where her page tells nothing of such an opening.
 */
export const openedOf = (reader: Reader, opening: Opening): Item | undefined => {
  const { gsi1pk, gsi1sk, gsi2pk, gsi2sk, pk, sk, ...content } = openingLineOf(reader, '', opening);
  if (partOf({ route: reader.route, fields: opening.fields }) === undefined) return undefined;
  const at = reader.now.toISOString();
  const contentHash = hash('sha256', canonicalJson(content), 'base64url').slice(0, 22);
  const finder = opening.member ?? opening.subject;
  return { ...openedKey(finder, at.slice(0, 10), reader.caller.personId, contentHash), ...content, at };
};

const storedOpened = storedOpening
  .omit({ gsi1pk: true, gsi2pk: true })
  .extend({ pk: z.string(), at: z.string() });

/** What `openedOf` says. `month` (`YYYY-MM`) and `actor` are in its key. */
export const parseOpened = (item: Item) => {
  const { pk, sk, at, ...content } = storedOpened.parse(item);
  const [month = '', actor = '', , id = ''] = sk.split('#');
  const line = {
    ...content,
    sk: `${at}#${id}`,
    gsi1pk: accessBySubject(pk.slice(openedBySubject('').length)),
    gsi2pk: accessByActor(actor),
  };
  return { ...parseOpening(line), month };
};

/** Writes the line of an opening, and by what her own page finds it. */
export const logOpening = async (
  table: Pick<Table, 'put'>,
  reader: Reader,
  id: string,
  opening: Opening,
): Promise<void> => {
  const opened = openedOf(reader, opening);
  await Promise.all([
    table.put(openingLineOf(reader, id, opening)),
    ...(opened === undefined ? [] : [table.put(opened)]),
  ]);
};

/** Logs the opening of a record, before the answer is sent: if that fails, nothing is shown. */
export type OpeningLog = (reader: Reader, opening: Opening) => Promise<void>;

/** Makes the access log of a function that shows no list. */
export const createOpeningLog =
  (table: Pick<Table, 'put'>, newId: Ids): OpeningLog =>
  (reader, opening) =>
    logOpening(table, reader, newId(), opening);
