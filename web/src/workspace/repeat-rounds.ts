import type { Sending } from '../outbox/sender.ts';
import { type Connection, runRound } from './round.ts';

/** The time between two rounds of sending and reading. */
const syncEveryMs = 30_000;
/** The time between two rounds right after the network is back: requests may still fail then. */
const soonMs = 4_000;

/**
 * Runs rounds of sending and reading, one after the other: at once at each call of `sync`, and every half minute after the first.
 * @param rounds.afterRounds returns false if no more rounds are to follow by themselves
 */
export function repeatRounds(
  connection: Connection,
  { notify, afterRounds }: { readonly notify: () => void; readonly afterRounds: () => Promise<boolean> },
) {
  let isRunning = false;
  /** Whether another round is to follow at once. */
  let isRoundWanted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = async (): Promise<void> => {
    isRoundWanted = true;
    if (isRunning) return;
    isRunning = true;
    clearTimeout(timer);
    while (isRoundWanted && !connection.isClosed) {
      isRoundWanted = false;
      // `runRound` handles failed requests itself. What it throws (the storage failed) is tried again in the next round.
      connection.sending = await runRound(connection, notify).catch((): Sending => 'offline');
      connection.isOffline = connection.sending === 'offline';
    }
    isRunning = false;
    if (connection.isClosed || !(await afterRounds())) return;
    const isTriedSoon = connection.isOffline && connection.soonTriesLeft > 0;
    if (isTriedSoon) connection.soonTriesLeft -= 1;
    timer = setTimeout(sync, isTriedSoon ? soonMs : syncEveryMs);
  };
  const sync = (): void => void run();
  return { sync, stop: () => clearTimeout(timer) };
}
