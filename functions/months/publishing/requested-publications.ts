import { addMonths, cutoffOf, dateInIndia, monthOf } from '../../shared/calendar/calendar.ts';
import { InternalError } from '../../shared/errors/errors.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { namesAmong, type Terms } from '../indicators/programme-at-cutoff.ts';
import type { CompileRequest } from './compile-requests.ts';
import { hasSnapshot } from './completed-publications.ts';
import { waitingNameOf } from './publication-folder.ts';
import type { Registered } from './read-register.ts';
import type { PublicationRegistration } from './register-publication.ts';
import type { WaitingMonth } from './waiting-months.ts';

/** Registers what is requested to be published (compile-requests.ts), or finds it in the register. */

/** What registering the requested publications needs, in one compile function (compile.ts) or the first of several (plan-shards.ts). */
export type EventDeps = {
  readonly snapshotDeps: { readonly published: FileStore };
  readonly publications: Pick<
    PublicationRegistration,
    'registerMonth' | 'addWaiting' | 'listWaiting' | 'list'
  >;
  /** All terms of the programme, in the order of recording. */
  readonly listTerms: () => Promise<readonly Terms[]>;
  /** Tells staff that a month (`YYYY-MM`) waits for terms. */
  readonly alertWaiting: (month: string) => Promise<void>;
  /** The day of the next month on which a month closes, at 00:00 IST. */
  readonly cutoffDay: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

/** Longer than a request may run: every write that was in flight when a correction was requested ends within this time. */
const maxRequestMs = 60_000;
const pollMs = 1_000;

/**
 * Registers the requested month, or the months that waited for terms; or finds the requested correction, which is registered already.
 * @returns all publications up to the requested one; none if a correction was refused or the month waits
 */
export const registerRequested = (
  deps: EventDeps,
  request: CompileRequest,
): Promise<readonly Registered[]> => {
  if ('scheduledTime' in request) {
    return registerMonth(deps, request);
  }
  return 'publicationId' in request
    ? findCorrection(deps, request)
    : registerClosed(deps, [], new Date(request.termsRecordedAt));
};

/** Registers the month before the one in which the scheduled time lies in India. @throws InternalError before that month's cutoff */
const registerMonth = async (
  deps: EventDeps,
  { scheduledTime }: { readonly scheduledTime: string },
): Promise<readonly Registered[]> => {
  const scheduledAt = new Date(scheduledTime);
  const month = addMonths(monthOf(dateInIndia(scheduledAt)), -1);
  const cutoff = cutoffOf(month, deps.cutoffDay);
  if (scheduledAt < cutoff) {
    throw new InternalError(`${month} has not closed at ${scheduledTime}.`);
  }
  return registerClosed(deps, [{ month, cutoff: cutoff.toISOString() }], scheduledAt);
};

/**
 * Registers closed months in their order, up to the first month without terms. That month and all after it wait: a month is never published before
 * an earlier month, since the earlier one would then revise it from an older count.
 * @param closing the months that close now; the months that wait already are registered too
 * @param at when the request was made
 * @returns all publications up to the last of these months; none if all of them wait
 */
const registerClosed = async (
  deps: EventDeps,
  closing: readonly WaitingMonth[],
  at: Date,
): Promise<readonly Registered[]> => {
  const { publications, listTerms } = deps;
  const [waiting, terms, registeredBefore] = await Promise.all([
    publications.listWaiting(),
    listTerms(),
    publications.list(),
  ]);
  const namesOf = ({ month, cutoff }: WaitingMonth) => namesAmong(terms, month, cutoff);
  const isRegistered = ({ month }: WaitingMonth): boolean =>
    registeredBefore.some((other) => other.month === month);
  const isWaiting = ({ month }: WaitingMonth): boolean => waiting.some((other) => other.month === month);
  const closed = [...waiting, ...closing.filter((closingMonth) => !isWaiting(closingMonth))].sort((a, b) =>
    a.month < b.month ? -1 : 1,
  );
  const unregistered = closed.filter((closedMonth) => !isRegistered(closedMonth));
  const firstWithoutTerms = unregistered.findIndex((closedMonth) => namesOf(closedMonth) === undefined);
  // -1: all have terms.
  const readyCount = firstWithoutTerms === -1 ? unregistered.length : firstWithoutTerms;
  for (const closedMonth of unregistered.slice(0, readyCount)) {
    const { month, cutoff } = closedMonth;
    // Terms recorded before the cutoff are among the lines that the month counts. Later terms are registered with the month.
    const areTermsCounted = terms.some(({ from, recordedAt }) => from <= month && recordedAt < cutoff);
    const laterNames = areTermsCounted ? undefined : namesOf(closedMonth);
    await publications.registerMonth(month, cutoff, at.toISOString(), laterNames);
  }
  for (const closedMonth of unregistered.slice(readyCount)) {
    await noteWaiting(deps, closedMonth);
  }
  const all = await publications.list();
  // The first versions of these months, whether they were registered just now or by an earlier run that did not finish.
  const lastOfClosed = all.findLastIndex(
    ({ month, version }) => version === 1 && closed.some((other) => other.month === month),
  );
  const registered = all.slice(0, lastOfClosed + 1);
  await waitForCorrections(deps, registered, at);
  return registered;
};

/**
 * Notes that a month waits for terms, and tells staff, once. The list of months reads the file `waiting.json`. The file is written last: while it is
 * missing, the next run does all of this again.
 */
const noteWaiting = async (
  { snapshotDeps: { published }, publications, alertWaiting, log }: EventDeps,
  waiting: WaitingMonth,
): Promise<void> => {
  const name = waitingNameOf(waiting.month);
  if (await published.exists(name)) {
    return;
  }
  await publications.addWaiting(waiting);
  await alertWaiting(waiting.month);
  await published.writeOnce(name, Buffer.from('{"waiting":"no_terms"}\n'), 'application/json');
  log('a month waits for terms', { month: waiting.month });
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
 * Waits until a correction requested within the last minute has its snapshot, or a minute has passed. Compiling a month also publishes the corrections
 * registered before it. But writes that such a correction must count may still be in flight, and must end first. That is also why the correction's own
 * message is delivered with a delay (lib/reporting-stack.ts).
 */
const waitForCorrections = async (
  { snapshotDeps, pause }: EventDeps,
  registered: readonly Registered[],
  scheduledAt: Date,
): Promise<void> => {
  const noWritesInFlightBefore = new Date(scheduledAt.getTime() - maxRequestMs).toISOString();
  // The last one, if several are recent: snapshots are written in order, so it gets its snapshot last. All instants are in UTC with milliseconds,
  // so they compare as texts.
  const recentCorrection = registered.findLast(({ cutoff }) => cutoff > noWritesInFlightBefore);
  if (recentCorrection === undefined) {
    return;
  }
  let waitedMs = 0;
  while (waitedMs < maxRequestMs && !(await hasSnapshot(snapshotDeps, recentCorrection))) {
    await pause(pollMs);
    waitedMs += pollMs;
  }
};
