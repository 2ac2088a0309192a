import * as z from 'zod';
import { addMonths, cutoffOf, dateInIndia, monthOf } from '../domain/calendar.ts';
import { InternalError } from '../domain/errors.ts';
import type { FileStore } from '../files/file-store.ts';
import { hasSnapshot } from './completed-publications.ts';
import type { Registered } from './read-register.ts';
import type { PublicationRegistration } from './register-publication.ts';

/** The publications that an event requests: the monthly schedule's month, or the corrections of messages in the queue. */

const scheduleEvent = z.object({
  /** The scheduled time (RFC 3339), from which the month follows: a retry may run much later. */
  scheduledTime: z.iso.datetime({ offset: true }),
  /** Whether the journal's month files are written anew. */
  recompute: z.boolean().optional(),
});
const queueEvent = z.object({
  Records: z.array(z.object({ body: z.string() })),
  recompute: z.boolean().optional(),
});
/** An EventBridge pipe passes the queue's messages as a bare array. */
const pipeEvent = queueEvent.shape.Records.transform((Records) => ({ Records, recompute: undefined }));
const compileEvent = z.union([scheduleEvent, queueEvent, pipeEvent]);
const correctionMessage = z.object({ publicationId: z.string() });

/** What registering the requested publications needs, in one compile function (compile.ts) or the first of several (plan-shards.ts). */
export type EventDeps = {
  readonly snapshotDeps: { readonly published: FileStore };
  readonly publications: Pick<PublicationRegistration, 'registerMonth' | 'list'>;
  /** The day of the next month on which a month closes, at 00:00 IST. */
  readonly cutoffDay: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

/** Longer than a request may run (lib/functions-stack.ts): every write in flight when a correction was requested has ended by then. */
const maxRequestMs = 60_000;
const pollMs = 1_000;

/** A request to publish a month, by the scheduled time, or a correction. */
type CompileRequest = { readonly scheduledTime: string } | { readonly publicationId: string };

/** The publications that a compile's event requests. @throws ZodError for any other event */
export const requestsOf = (
  event: unknown,
): { readonly requests: readonly CompileRequest[]; readonly recompute: boolean } => {
  const parsed = compileEvent.parse(event);
  const { recompute = false } = parsed;
  return 'scheduledTime' in parsed
    ? { requests: [{ scheduledTime: parsed.scheduledTime }], recompute }
    : { requests: parsed.Records.map(({ body }) => correctionMessage.parse(JSON.parse(body))), recompute };
};

/**
 * Registers the requested month, or finds the requested correction, which is registered already.
 * @returns all publications up to the requested one; none for a correction that was refused
 */
export const registerRequested = (
  deps: EventDeps,
  request: CompileRequest,
): Promise<readonly Registered[]> =>
  'scheduledTime' in request ? registerMonth(deps, request) : findCorrection(deps, request);

/** Registers the month before the one in which the scheduled time lies in India. @throws InternalError before that month's cutoff */
const registerMonth = async (
  deps: EventDeps,
  { scheduledTime }: { readonly scheduledTime: string },
): Promise<readonly Registered[]> => {
  const { publications, cutoffDay } = deps;
  const scheduledAt = new Date(scheduledTime);
  const month = addMonths(monthOf(dateInIndia(scheduledAt)), -1);
  const cutoff = cutoffOf(month, cutoffDay);
  if (scheduledAt < cutoff) {
    throw new InternalError(`${month} has not closed at ${scheduledTime}.`);
  }
  await publications.registerMonth(month, cutoff.toISOString(), scheduledAt.toISOString());
  const all = await publications.list();
  const index = all.findLastIndex((publication) => publication.month === month && publication.version === 1);
  const registered = all.slice(0, index + 1);
  await waitForCorrections(deps, registered, scheduledAt);
  return registered;
};

/** Finds a correction in the register. The API queues its message before it registers the correction, so a refused one is not there. */
const findCorrection = async (
  { publications, log }: EventDeps,
  { publicationId }: { readonly publicationId: string },
): Promise<readonly Registered[]> => {
  const all = await publications.list();
  const index = all.findIndex(({ id }) => id === publicationId);
  if (index === -1) {
    log('a correction was dropped: it was not registered', { publicationId });
  }
  // Empty if the index is -1.
  return all.slice(0, index + 1);
};

/**
 * Waits until a correction requested within the last minute has its snapshot, or a minute has passed. Compiling a month also publishes
 * the corrections registered before it, but writes that arrived before such a correction may still be in flight. The correction's own
 * message has a delivery delay for that reason (lib/reporting-stack.ts).
 */
const waitForCorrections = async (
  { snapshotDeps, pause }: EventDeps,
  registered: readonly Registered[],
  scheduledAt: Date,
): Promise<void> => {
  const noWritesInFlightBefore = new Date(scheduledAt.getTime() - maxRequestMs).toISOString();
  // All are in UTC with milliseconds, so texts compare as times.
  // Of several, the last: snapshots are written in order, so the others have theirs before it.
  const recentCorrection = registered.findLast(({ cutoff }) => cutoff > noWritesInFlightBefore);
  if (recentCorrection === undefined) {
    return;
  }
  for (
    let waited = 0;
    waited < maxRequestMs && !(await hasSnapshot(snapshotDeps, recentCorrection));
    waited += pollMs
  ) {
    await pause(pollMs);
  }
};
