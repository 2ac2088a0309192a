import * as z from 'zod/mini';
import { codeFromElsewhere } from '../../api/problem.ts';
import type { Kind } from '../sealed-rows.ts';

/**
 * One thing that she has recorded, on its way to the programme. Its record's id was made here and is the promise: sent twice,
 * it counts once. An operation is never dropped: it is sent, or she says what becomes of it.
 */

const state = z.enum(['waiting', 'sending', 'sent', 'needs_fix', 'conflict']);

export const operationSchema = z.object({
  /** Of the record that it makes. */
  id: z.string(),
  /** Of this form; a later version of the app reads earlier ones too. */
  form: z.literal(1),
  what: z.enum(['meeting', 'reversal', 'member', 'case', 'case_event']),
  path: z.string(),
  body: z.record(z.string(), z.unknown()),
  /** What it changes, then what has to be there before: operations of one of these go in their order. */
  entities: z.array(z.string()),
  /** Its place in the order of recording. */
  order: z.number(),
  state,
  /** Why it needs her: the API's code, and the fields it names. */
  reason: z.optional(z.string()),
  details: z.optional(z.array(z.string())),
  /** The record of somebody else that it may double. */
  conflictWith: z.optional(z.string()),
  /** Those of other people that she has looked at: they are another thing. */
  apart: z.optional(z.array(z.string())),
});
export type Operation = z.infer<typeof operationSchema>;

export const operations: Kind<Operation> = { name: 'operation', schema: operationSchema };

export const isUnsent = ({ state: now }: Operation): boolean => now !== 'sent';
export const needsHer = ({ state: now }: Operation): boolean => now === 'needs_fix' || now === 'conflict';

const listed = z.array(z.object({ memberId: z.string() }));

/** Whom an operation is about: what it changes or needs, and all who stand on a sheet. */
export function peopleOf({ entities, body }: Pick<Operation, 'entities' | 'body'>): string[] {
  const { data = [] } = listed.safeParse(body.attendance);
  return [...entities, ...data.map(({ memberId }) => memberId)];
}

export const inOrder = (list: readonly Operation[]): Operation[] =>
  list.toSorted((a, b) => a.order - b.order);

/** A woman may be in danger: it goes before what merely has to be kept. */
const isUrgent = ({ what, body }: Operation): boolean => what === 'case' && body.priority === 'urgent';

/**
 * The next one that may go: none before it, still unsent, touches what it touches. An urgent case goes first.
 * @param passedOver ids of those that shall wait
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

/** How an attempt ended, as far as the operation is concerned. */
export type Answer = { readonly status: number; readonly code: string; readonly details: readonly string[] };

/**
 * What becomes of an operation after an answer that is no success; undefined where it only has to wait: signed out, too busy,
 * a fault on the other side, or something on the way that did not let it through.
 */
export function afterAnswer(operation: Operation, { status, code, details }: Answer): Operation | undefined {
  // Somebody else took that sheet, or that entry, back: what she wanted is so.
  if (operation.what === 'reversal' && code === 'already_reversed') return { ...operation, state: 'sent' };
  if (operation.what === 'case_event' && code === 'already_taken_back')
    return { ...operation, state: 'sent' };
  const isPassing = status === 401 || status === 408 || status === 425 || status === 429 || status >= 500;
  if (isPassing || code === codeFromElsewhere(status)) return undefined;
  return { ...operation, state: 'needs_fix', reason: code, details: [...details] };
}
