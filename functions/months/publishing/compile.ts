import { requestsOf } from './compile-requests.ts';
import { type EventDeps, registerRequested } from './requested-publications.ts';
import { type SnapshotDeps, writeSnapshots } from './write-snapshots.ts';

/**
 * The steps of a compile, which publishes months: requested-publications.ts registers them, write-snapshots.ts counts and writes snapshots, and
 * months/rendering writes the other files.
 */

export type CompileDeps = EventDeps & { readonly snapshotDeps: SnapshotDeps };

/**
 * Compiles: publishes the months and corrections that an event requests. The same event may be handled again, even at the same time.
 * @throws the first error of a step, so that Lambda or the queue delivers the event again
 */
export const compile = async (deps: CompileDeps, event: unknown): Promise<void> => {
  const { requests, recompute } = requestsOf(event);
  for (const request of requests) {
    const registered = await registerRequested(deps, request);
    const finished = await writeSnapshots(deps.snapshotDeps, registered, { recompute });
    deps.log('published', { ...request, finished });
  }
};
