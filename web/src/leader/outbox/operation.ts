import * as z from 'zod/mini';
import { type AnyRequest, callOf } from '../../api/client.ts';
import { codeFromElsewhere } from '../../api/problem.ts';
import type { ApiRoute, RequestOf } from '../../api/routes.ts';
import type { Kind } from '../encrypted-rows.ts';

/**
 * Something that she has recorded, on its way to the server. The record's id was made here, so sending it twice
 * counts once. An operation is never dropped: it is sent, or she decides what becomes of it.
 */

const state = z.enum(['waiting', 'sending', 'sent', 'needs_fix', 'conflict']);

export const operationSchema = z.object({
  /** Of the record that it creates. */
  id: z.string(),
  /** The version of this format; later versions of the app read earlier ones too. */
  form: z.literal(1),
  what: z.enum([
    'meeting',
    'reversal',
    'member',
    'child',
    'schooling',
    'entry_reversal',
    'case',
    'case_event',
  ]),
  path: z.string(),
  body: z.record(z.string(), z.unknown()),
  /** The record that it changes, then those that must exist first. Operations on the same record are sent in order. */
  entities: z.array(z.string()),
  /** Its position in the order of recording. */
  order: z.number(),
  state,
  /** Why it needs her: the API's error code and fields. */
  reason: z.optional(z.string()),
  details: z.optional(z.array(z.string())),
  /** Amounts that the refusal tells, in paise, by their names in the API. */
  figures: z.optional(z.record(z.string(), z.number())),
  /** Somebody else's record of possibly the same thing. */
  conflictWith: z.optional(z.string()),
  /** Records by others that she has confirmed as different. */
  apart: z.optional(z.array(z.string())),
});
export type Operation = z.infer<typeof operationSchema>;

/** The path and body of an operation in the outbox: what its route takes, by its contract. */
export function requestOf<Key extends Extract<ApiRoute, `POST ${string}`>>(
  route: Key,
  request: RequestOf<Key> & AnyRequest,
): Pick<Operation, 'path' | 'body'> {
  const { path, body } = callOf(route, request);
  return { path, body: operationSchema.shape.body.parse(body) };
}

export const operations: Kind<Operation> = { name: 'operation', schema: operationSchema };

export const isUnsent = ({ state: now }: Operation): boolean => now !== 'sent';
export const needsHer = ({ state: now }: Operation): boolean => now === 'needs_fix' || now === 'conflict';

const listed = z.array(z.object({ memberId: z.string() }));

/** The people that an operation in the outbox is about: its records, and everyone on a sheet. */
export function peopleOf({ entities, body }: Pick<Operation, 'entities' | 'body'>): string[] {
  const { data = [] } = listed.safeParse(body.attendance);
  return [...entities, ...data.map(({ memberId }) => memberId)];
}

export const inOrder = (list: readonly Operation[]): Operation[] =>
  list.toSorted((a, b) => a.order - b.order);

/** A woman may be in danger: sent before everything else. */
const isUrgent = ({ what, body }: Operation): boolean => what === 'case' && body.priority === 'urgent';

/**
 * The next operation that may be sent: no earlier unsent one touches the same record. An urgent case goes first.
 * @param passedOver ids that must wait
 */
export function findNext(
  list: readonly Operation[],
  passedOver: ReadonlySet<string> = new Set(),
): Operation | undefined {
  const held = new Set<string>();
  const free: Operation[] = [];
  for (const operation of inOrder(list.filter(isUnsent))) {
    const isHeld = operation.entities.some((entity) => held.has(entity));
    if (!isHeld && !needsHer(operation) && !passedOver.has(operation.id)) free.push(operation);
    for (const entity of operation.entities) held.add(entity);
  }
  return free.find(isUrgent) ?? free[0];
}

/** The answer to an attempt, as far as it concerns the operation. */
export type Answer = {
  readonly status: number;
  readonly code: string;
  readonly details: readonly string[];
  readonly figures?: Readonly<Record<string, number>>;
};

/**
 * The outbox's operation after an unsuccessful answer; undefined if it only has to wait: signed out, too many
 * requests, a server error, or a network that blocked it.
 */
export function afterAnswer(
  operation: Operation,
  { status, code, details, figures = {} }: Answer,
): Operation | undefined {
  // Somebody else reversed that sheet or event: her intention is fulfilled.
  if (operation.what === 'reversal' && code === 'already_reversed') return { ...operation, state: 'sent' };
  const takesBack = operation.what === 'case_event' || operation.what === 'entry_reversal';
  if (takesBack && code === 'already_taken_back') return { ...operation, state: 'sent' };
  const isPassing = status === 401 || status === 408 || status === 425 || status === 429 || status >= 500;
  if (isPassing || code === codeFromElsewhere(status)) return undefined;
  return { ...operation, state: 'needs_fix', reason: code, details: [...details], figures };
}
