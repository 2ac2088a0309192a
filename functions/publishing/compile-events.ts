import * as z from 'zod';
import { addMonths, cutoffOf, dateInIndia, monthOf } from '../domain/calendar.ts';
import { InternalError } from '../domain/errors.ts';
import type { FileStore } from '../files/file-store.ts';
import { finishPublications, isReadable, type Press } from './finish-publications.ts';
import type { Publications } from './publications.ts';
import type { Registered } from './register.ts';

/** What starts a compile: the monthly schedule, or the queue of corrections. */

const scheduled = z.object({
  /** The instant for which the schedule was set: it says which month is meant. */
  scheduledTime: z.iso.datetime({ offset: true }),
  recompute: z.boolean().optional(),
});
const queued = z.object({
  Records: z.array(z.object({ body: z.string() })),
  recompute: z.boolean().optional(),
});
/** How an EventBridge pipe hands over the queue's messages. */
const piped = queued.shape.Records.transform((Records) => ({ Records, recompute: undefined }));
const compileEvent = z.union([scheduled, queued, piped]);
const correctionMessage = z.object({ publicationId: z.string() });

/** What the beginning of a compile needs, be it of one function or of several. */
export type EventDeps = {
  readonly press: { readonly published: FileStore };
  readonly publications: Pick<Publications, 'registerMonth' | 'list'>;
  /** On which day of the next month, at 00:00 in India, a month closes. */
  readonly cutoffDay: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

export type Compiler = EventDeps & { readonly press: Press };

/** No request runs for longer: what was in flight when a correction was asked for has ended by then. */
const longestRequestMs = 60_000;
const pollMs = 1_000;

/** A month, by the instant of its schedule, or a correction. */
type CompileRequest = { readonly scheduledTime: string } | { readonly publicationId: string };

/** What an event asks for. */
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
 * Publishes what an event asks for. Harmless to repeat, also twice at once.
 * @throws what a step threw: the event comes again
 */
export const compile = async (compiler: Compiler, event: unknown): Promise<void> => {
  const { requests, recompute } = requestsOf(event);
  for (const request of requests) {
    const registered = await startOf(compiler, request);
    const finished = await finishPublications(compiler.press, registered, { recompute });
    compiler.log('published', { ...request, finished });
  }
};

/**
 * Registers a month, or finds a correction.
 * @returns all publications up to the one that is asked for; none for a correction that was refused
 */
export const startOf = (deps: EventDeps, request: CompileRequest): Promise<readonly Registered[]> =>
  'scheduledTime' in request ? startMonth(deps, request) : findCorrection(deps, request);

/** The month before the Indian one of the schedule. */
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

/** A correction that the request has registered; one that it was refused is dropped. */
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
 * A correction that was asked for moments ago must not be compiled yet: writes that arrived before it may be in flight. Its own
 * message waits for them; whoever comes by here before waits until it is done, or as long.
 */
const waitForCorrections = async (
  { press, pause }: EventDeps,
  registered: readonly Registered[],
  at: Date,
): Promise<void> => {
  const settled = new Date(at.getTime() - longestRequestMs).toISOString();
  const recent = registered.findLast(({ cutoff }) => cutoff > settled);
  if (recent === undefined) {
    return;
  }
  for (let waited = 0; waited < longestRequestMs && !(await isReadable(press, recent)); waited += pollMs) {
    await pause(pollMs);
  }
};
