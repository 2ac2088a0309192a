import * as z from 'zod/mini';
import { type AnyRequest, callOf } from '../api/client.ts';
import type { ApiRoute, RequestOf } from '../api/routes.ts';
import type { EncryptedRows, Kind } from '../rows/encrypted-rows.ts';

/**
 * An operation: something that the leader has recorded, on its way to the server. The record's id was made here, so that the server creates one record even
 * if the operation is sent twice. An operation is never dropped: it is sent, or the leader decides what becomes of it.
 */

/**
 * `needs_fix`: the server refused it. `conflict`: another leader recorded the same meeting. Both need the leader's decision. `sent`:
 * the server has recorded it; the operation stays until the phone has read the record from the server.
 */
const state = z.enum(['waiting', 'sending', 'sent', 'needs_fix', 'conflict']);

/** What the draft of a correction takes from the sheet that the leader took back. */
export const correction = z.object({
  corrects: z.string(),
  /** Why the leader took the sheet back. */
  reason: z.string(),
  /** The cash count of the sheet that was taken back, and by how much that sheet changed the cash; absent if nobody counted. See `countOfDay`. */
  countedThen: z.optional(
    z.object({ heldOn: z.string(), cashCountedPaise: z.number(), cashChangePaise: z.number() }),
  ),
  /** Why the box of that day differed from the books; absent if it is not known, or if it did not differ. */
  differenceReason: z.optional(z.string()),
});
export type Correction = z.infer<typeof correction>;

export const operationSchema = z.object({
  /** The id of the record that the operation creates. */
  id: z.string(),
  /** The version of this format; later versions of the app read earlier ones too. */
  form: z.literal(1),
  /** What the operation records. */
  what: z.enum([
    'meeting',
    'reversal',
    'member',
    'child',
    'schooling',
    'entry_reversal',
    'case',
    'case_event',
    'case_taking',
    'talk',
    'question_answer',
  ]),
  path: z.string(),
  body: z.record(z.string(), z.unknown()),
  /**
   * Ids of records: first the record that the operation changes, then those that must exist before it. Operations on the same record are
   * sent in the order of recording.
   */
  entities: z.array(z.string()),
  /** The operation's position in the order of recording. */
  order: z.number(),
  state,
  /** If it was refused: the API's error code, such as `cash_mismatch`. */
  reason: z.optional(z.string()),
  /** If it was refused: the paths of the fields in error, such as `entries.3.amountPaise`. */
  details: z.optional(z.array(z.string())),
  /** If it was refused: the amounts in the refusal, in paise, by their names in the API. */
  figures: z.optional(z.record(z.string(), z.number())),
  /** If it was refused because a woman had moved to another group: the day of her move, `YYYY-MM-DD`. */
  movedOn: z.optional(z.string()),
  /** In a conflict: the id of somebody else's record, possibly of the same meeting. */
  conflictWith: z.optional(z.string()),
  /** If others could make the same change of the case: the ids of their changes that she had seen when she recorded hers. */
  knownIds: z.optional(z.array(z.string())),
  /** Ids of records by others that the leader has confirmed as other meetings. */
  otherMeetingIds: z.optional(z.array(z.string())),
  /** For a sheet that corrects another one: what it takes from the corrected sheet. */
  correction: z.optional(correction),
});
export type Operation = z.infer<typeof operationSchema>;

/** An operation as it is recorded: the outbox adds its place in the order. */
export type NewOperation = Omit<Operation, 'form' | 'order' | 'state'>;

/** The path and body with which an operation in the outbox will call a route, typed by the route's contract. */
export function requestOf<Key extends Extract<ApiRoute, `POST ${string}`>>(
  route: Key,
  request: RequestOf<Key> & AnyRequest,
): Pick<Operation, 'path' | 'body'> {
  const { path, body } = callOf(route, request);
  return { path, body: operationSchema.shape.body.parse(body) };
}

export const operations: Kind<Operation> = { name: 'operation', schema: operationSchema };

export const isUnsent = (operation: Operation): boolean => operation.state !== 'sent';
export const needsHer = (operation: Operation): boolean =>
  operation.state === 'needs_fix' || operation.state === 'conflict';

/**
 * How many operations are unsent. Operations that this version of the app cannot read count too, since they may be unsent.
 */
export const countUnsent = (rows: Pick<EncryptedRows, 'all' | 'countUnreadable'>): number =>
  rows.all(operations).filter(isUnsent).length + rows.countUnreadable(operations);

const attendance = z.array(z.object({ memberId: z.string() }));

/** The ids of the records and people that an operation in the outbox is about: for a sheet, everyone on it too. */
export function subjectIdsOf({ entities, body }: Pick<Operation, 'entities' | 'body'>): string[] {
  // Only a sheet has an attendance.
  const { data: listed = [] } = attendance.safeParse(body.attendance);
  return [...entities, ...listed.map(({ memberId }) => memberId)];
}

/** Operations in the order of recording. */
export const inOrder = (list: readonly Operation[]): Operation[] =>
  list.toSorted((a, b) => a.order - b.order);
