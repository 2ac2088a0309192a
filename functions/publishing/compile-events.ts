import * as z from 'zod';
import { addMonths, cutoffOf, dateInIndia, monthOf } from '../domain/calendar.ts';
import { InternalError } from '../domain/errors.ts';
import type { FileStore } from '../files/file-store.ts';
import { isReadable } from './completed-publications.ts';
import type { Registered } from './read-register.ts';
import type { PublicationRegistration } from './register-publication.ts';
import { type SnapshotDeps, writeSnapshots } from './write-snapshots.ts';

/** A compile starts by the monthly schedule or by a message in the queue of corrections. */

const scheduled = z.object({
  /** The scheduled time (RFC 3339), from which the month follows: a retry may run much later. */
  scheduledTime: z.iso.datetime({ offset: true }),
  recompute: z.boolean().optional(),
});
const queued = z.object({
  Records: z.array(z.object({ body: z.string() })),
  recompute: z.boolean().optional(),
});
/** An EventBridge pipe passes the queue's messages as a bare array. */
const piped = queued.shape.Records.transform((Records) => ({ Records, recompute: undefined }));
const compileEvent = z.union([scheduled, queued, piped]);
const correctionMessage = z.object({ publicationId: z.string() });

/** What registering a compile's publications needs, both in the one compile function and in the first of several (compile-in-shards.ts). */
export type EventDeps = {
  readonly snapshotDeps: { readonly published: FileStore };
  readonly publications: Pick<PublicationRegistration, 'registerMonth' | 'list'>;
  /** The day of the next month on which a month closes, at 00:00 IST. */
  readonly cutoffDay: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

export type CompileDeps = EventDeps & { readonly snapshotDeps: SnapshotDeps };

/** More than a request may run (lib/functions-stack.ts), so every write in flight when a correction was requested has ended by then. */
const maxRequestMs = 60_000;
const pollMs = 1_000;

/** A request to publish a month, by the scheduled time, or a correction. */
type CompileRequest = { readonly scheduledTime: string } | { readonly publicationId: string };

/** The publications that an event asks the compile for. @throws ZodError for any other event */
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
 * Publishes the months that an event requests. The same event may be handled again, even at the same time.
 * @throws the first error of a step, so that Lambda or the queue delivers the event again
 */
export const compile = async (deps: CompileDeps, event: unknown): Promise<void> => {
  const { requests, recompute } = requestsOf(event);
  for (const request of requests) {
    const registered = await startOf(deps, request);
    const finished = await writeSnapshots(deps.snapshotDeps, registered, { recompute });
    deps.log('published', { ...request, finished });
  }
};

/**
 * Registers the month, or finds the correction, that a request names.
 * @returns all publications up to the requested one; none for a correction that was refused
 */
export const startOf = (deps: EventDeps, request: CompileRequest): Promise<readonly Registered[]> =>
  'scheduledTime' in request ? startMonth(deps, request) : findCorrection(deps, request);

/** Registers the month before the one in which the scheduled time lies in India. @throws InternalError before that month's cutoff */
const startMonth = async (
  deps: EventDeps,
  { scheduledTime }: { readonly scheduledTime: string },
): Promise<readonly Registered[]> => {
  const { publications, cutoffDay } = deps;
  const at = new Date(scheduledTime);
  const month = addMonths(monthOf(dateInIndia(at)), -1);
  const cutoff = cutoffOf(month, cutoffDay);
  if (at < cutoff) {
    throw new InternalError(`${month} has not closed at ${scheduledTime}.`);
  }
  await publications.registerMonth(month, cutoff.toISOString(), at.toISOString());
  const all = await publications.list();
  const own = all.findLastIndex((publication) => publication.month === month && publication.version === 1);
  const registered = all.slice(0, own + 1);
  await waitForCorrections(deps, registered, at);
  return registered;
};

/** Finds a correction in the register. The API queues its message before it registers the correction, so a refused one is not there. */
const findCorrection = async (
  { publications, log }: EventDeps,
  { publicationId }: { readonly publicationId: string },
): Promise<readonly Registered[]> => {
  const all = await publications.list();
  const own = all.findIndex(({ id }) => id === publicationId);
  if (own === -1) {
    log('a correction was dropped: it was not registered', { publicationId });
  }
  return all.slice(0, own + 1);
};

/**
 * Waits until a correction requested within the last minute has its snapshot, or for a minute. Compiling a month also publishes
 * the corrections registered before it, but writes that arrived before such a correction may still be in flight. The correction's own
 * message has a delivery delay for that reason (lib/reporting-stack.ts).
 */
const waitForCorrections = async (
  { snapshotDeps, pause }: EventDeps,
  registered: readonly Registered[],
  at: Date,
): Promise<void> => {
  const noWritesInFlightBefore = new Date(at.getTime() - maxRequestMs).toISOString();
  const recent = registered.findLast(({ cutoff }) => cutoff > noWritesInFlightBefore);
  if (recent === undefined) {
    return;
  }
  for (let waited = 0; waited < maxRequestMs && !(await isReadable(snapshotDeps, recent)); waited += pollMs) {
    await pause(pollMs);
  }
};
