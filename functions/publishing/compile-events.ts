import * as z from 'zod';
import { addMonths, cutoffOf, dateInIndia, monthOf } from '../domain/calendar.ts';
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
const compileEvent = z.union([scheduled, queued]);
const correctionMessage = z.object({ publicationId: z.string() });

export type Compiler = {
  readonly press: Press & { readonly published: FileStore };
  readonly publications: Publications;
  /** On which day of the next month, at 00:00 in India, a month closes. */
  readonly cutoffDay: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

/** No request runs for longer: what was in flight when a correction was asked for has ended by then. */
const longestRequestMs = 60_000;
const pollMs = 1_000;

/**
 * Publishes what an event asks for. Harmless to repeat, also twice at once.
 * @throws what a step threw: the event comes again
 */
export const compile = async (compiler: Compiler, event: unknown): Promise<void> => {
  const parsed = compileEvent.parse(event);
  if ('scheduledTime' in parsed) {
    await publishMonth(compiler, parsed);
  } else {
    for (const { body } of parsed.Records) {
      await publishCorrection(compiler, correctionMessage.parse(JSON.parse(body)), parsed);
    }
  }
};

/** The month before the Indian one of the schedule. */
const publishMonth = async (
  compiler: Compiler,
  { scheduledTime, recompute = false }: z.infer<typeof scheduled>,
): Promise<void> => {
  const { press, publications, cutoffDay, log } = compiler;
  const at = new Date(scheduledTime);
  const month = addMonths(monthOf(dateInIndia(at)), -1);
  const cutoff = cutoffOf(month, cutoffDay);
  if (at < cutoff) {
    throw new Error(`${month} has not closed at ${scheduledTime}.`);
  }
  await publications.registerMonth(month, cutoff.toISOString(), at.toISOString());
  const all = await publications.list();
  const own = all.findLastIndex((publication) => publication.month === month && publication.version === 1);
  const registered = all.slice(0, own + 1);
  await waitForCorrections(compiler, registered, at);
  const finished = await finishPublications(press, registered, { recompute });
  log('month published', { month, finished });
};

/** A correction that the request has registered; one that it was refused is dropped. */
const publishCorrection = async (
  { press, publications, log }: Compiler,
  { publicationId }: z.infer<typeof correctionMessage>,
  { recompute = false }: z.infer<typeof queued>,
): Promise<void> => {
  const all = await publications.list();
  const own = all.findIndex(({ id }) => id === publicationId);
  if (own === -1) {
    log('a correction was dropped: it was not registered', { publicationId });
    return;
  }
  const finished = await finishPublications(press, all.slice(0, own + 1), { recompute });
  log('correction published', { publicationId, finished });
};

/**
 * A correction that was asked for moments ago must not be compiled yet: writes that arrived before it may be in flight. Its own
 * message waits for them; whoever comes by here before waits until it is done, or as long.
 */
const waitForCorrections = async (
  { press, pause }: Compiler,
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
