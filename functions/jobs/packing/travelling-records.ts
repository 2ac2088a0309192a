import * as z from 'zod';
import type { Fields } from '../../shared/definition/define.ts';
import { contentOf, isListLine, parseListLine } from '../../shared/journal/list-line.ts';
import { parseOpening } from '../../shared/journal/opening-line.ts';
import type { Item } from '../../shared/table/client.ts';
import { pairsInState } from '../../shared/table/keys/same-women.ts';

/**
 * What a handover pack leaves out of stored records or changes in them, and how its CSV tables show some of them. record-kinds.ts says which kind of
 * record travels how.
 */

const stringOf = (value: unknown): string => z.string().parse(value);

export const omitFields = (item: Item, ...fields: readonly string[]): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !fields.includes(name)));
export const pickFields = (item: Item, ...fields: readonly string[]): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name)));

/** A record without its keyed tokens. The new programme makes them again with its own key. */
export const withoutKeyed = (fields: Fields, item: Item): Item =>
  omitFields(item, ...Object.keys(fields).filter((name) => 'keyed' in (fields[name] ?? {})));

/** Adds a column with the id that a record has only in its key, such as the group's id for a sheet. */
export const withIdFromKey =
  (column: string) =>
  (item: Item): Item => ({ [column]: stringOf(item.pk).replace(/^[A-Z]+#/, ''), ...item });

/** A member's entitlement events without the attributes `by:<personId>`, which count who recorded them. Nobody of the old programme records in the new one. */
export const withoutCountsByPerson = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !name.startsWith('by:')));

const entitlementPrefix = 'event:';
/** Each entitlement event of a member is stored as an attribute `event:<id>`. Her table shows them as one object by id, which is a list to it. */
export const withEventsById = (item: Item): Item => {
  const isEvent = ([name]: [string, unknown]): boolean => name.startsWith(entitlementPrefix);
  const attributes = Object.entries(item);
  const events = attributes.filter(isEvent);
  return {
    ...Object.fromEntries(attributes.filter((attribute) => !isEvent(attribute))),
    events: Object.fromEntries(events.map(([name, event]) => [name.slice(entitlementPrefix.length), event])),
  };
};

/** A line of the access log as its table shows it, which is as the auditor reads it: of the opening of one record, or of lists of several people. */
export const asAccessIsRead = (item: Item): Item => {
  if (!isListLine(item)) {
    // `of` only serves to find the line; whom it is about is in `subjects` too.
    const { of: _, ...line } = parseOpening(item);
    return line;
  }
  // `shown` holds bytes, which in the pack are base64.
  const line = parseListLine({ ...item, shown: Buffer.from(stringOf(item.shown), 'base64') });
  const { id, actor, role, route, subject, hours } = line;
  const { subjects, fields, lists } = contentOf(line);
  const readInSeveralHours = hours.length < 2 ? {} : { lastAt: hours.at(-1)?.from, hours: hours.length };
  // A line about several lists numbers them from 1.
  const numberedLists =
    lists === undefined ? {} : { lists: Object.fromEntries(lists.map((one, index) => [index + 1, one])) };
  return {
    id,
    actor,
    role,
    route,
    subject,
    at: hours[0]?.from,
    ...readInSeveralHours,
    subjects,
    fields,
    ...numberedLists,
  };
};

/**
 * Decided approvals are in the pack, and so are open approvals of erasures. Other open approvals are not, since a request to the old programme must give
 * nobody access to the new one. What was requested in detail (`content`) is left out.
 */
export const travellingApproval = (item: Item): Item | undefined => {
  const isErasure = item.matter === 'member_erasure' || item.matter === 'person_erasure';
  // An approval leaves the index of open ones when nothing more is to be done for it.
  const isOpen = item.gsi1pk !== undefined;
  return isOpen && !isErasure ? undefined : omitFields(item, 'content', 'fingerprint');
};

/**
 * A pair of records that may be one woman's. A request that waits for a second person is not in the pack (`travellingApproval`). So a pair with such a
 * request is in the pack as it was before the request, without its reason.
 */
export const travellingPair = (item: Item): Item => {
  const pair = omitFields(item, 'approvalId', 'reason');
  if (item.state !== 'asked') return pair;
  return { ...omitFields(pair, 'keptId'), state: 'open', gsi1pk: pairsInState('open') };
};
