import { type Api, createApi } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import type { Database } from '../../device/database.ts';
import { loadConfig } from '../../session/config.ts';
import { resumeSession, type Session, SignedOut } from '../../session/session-tokens.ts';
import { unassignedUrgentCases } from '../cases/urgent-cases.ts';
import { storeUnsentCount } from '../lock/keyring.ts';
import { findDuplicate } from '../meetings/duplicate-sheets.ts';
import { countUnsent, isUnsent, type NewOperation, needsHer, operations } from '../outbox/operation.ts';
import { type Sending, sendAll, stateAfterFailure } from '../outbox/sender.ts';
import { type EncryptedRows, rowWrite } from './encrypted-rows.ts';
import { freshWhileUrgentMs, isFresh, refresh, refreshCases } from './refresh.ts';
import {
  collectives,
  enrolments,
  freshnesses,
  noteDrafts,
  phoneNumbers,
  profiles,
  renewals,
  sheets,
} from './row-kinds.ts';

/** A workspace is an unlocked phone: its data and its connection to the server. */
export type Workspace = {
  readonly rows: EncryptedRows;
  readonly database: Database;
  /** The leader whose phone it is; undefined if the phone does not store her profile. */
  me(): Me | undefined;
  /**
   * Puts operations into the outbox, all or none, and tries to send them in this order. A refused operation that was corrected keeps its
   * position in the order of recording.
   * @throws if the phone has no room: then nothing is recorded
   */
  record(...recorded: readonly NewOperation[]): Promise<void>;
  /**
   * Stores in the keyring, which the locked phone can read, how many unsent operations and drafts exist. Call it when a
   * draft is begun or removed.
   */
  storeUnsentWork(): void;
  /** Sends unsent work, and reads from the server what is not fresh any more, as soon as no other tab does. */
  sync(): void;
  /** As `sync`, but reads from the server even what is fresh. */
  lookAgain(): void;
  /** Counts anew, and makes a new object at each call: `useStatus` draws again because of that. */
  status(): Status;
  /** Calls the listener when sending or anything stored changes. Returns a function that stops it. */
  onStatus(listener: () => void): () => void;
  /**
   * Calls the server directly, past the outbox.
   * @throws Problem; SignedOut; TypeError or a timeout without a network
   */
  callServer<Result>(work: (api: Api) => Promise<Result>): Promise<Result>;
  /** Undefined until the server is called after unlocking, and once the session has ended. */
  session(): Session | undefined;
  /** Drops all data from memory; resolves when the last input is written. */
  close(): Promise<void>;
};

export type Status = {
  readonly sending: Sending;
  /** How many operations are unsent. Those that this version cannot read count too. */
  readonly unsent: number;
  /** How many operations need her decision. Those that this version cannot read count too. */
  readonly needHer: number;
  /** How many of her urgent cases are unassigned. */
  readonly unassignedUrgentCases: number;
  /** How many drafts she has begun. One that corrects a refused operation counts in `unsent` alone. */
  readonly drafts: number;
  /** The phone had no room for the last write. */
  readonly isFull: boolean;
};

/** The time between two rounds of sending and reading. */
const syncEveryMs = 30_000;

/**
 * Opens the workspace of an unlocked phone. From then on it sends and reads by itself, every half minute.
 * @param wipeIfEnded asks the server whether this phone's access has ended, and wipes the phone if so; returns whether
 * it did
 */
export function openWorkspace(
  database: Database,
  rows: EncryptedRows,
  wipeIfEnded: () => Promise<boolean>,
): Workspace {
  let session: Session | undefined;
  let sending: Sending = 'idle';
  let isClosed = false;
  /** A round is under way. */
  let isRunning = false;
  /** Another round is to follow at once. */
  let isRoundWanted = false;
  // The first round reads even what is fresh: somebody may have left, or the staff may have changed the books.
  let mustRead = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  const storeRefreshToken = (refreshToken: string): void =>
    void rows.put(renewals, 'session', { refreshToken });

  const connect = async (): Promise<Session> => {
    if (session !== undefined) return session;
    const renewal = rows.get(renewals, 'session');
    if (renewal === undefined) throw new SignedOut();
    session = await resumeSession(renewal.refreshToken);
    session.onRefresh(storeRefreshToken);
    // The stored token is used up now.
    const token = session.refreshToken();
    if (token !== undefined) storeRefreshToken(token);
    return session;
  };

  // One tab at a time calls the server, even to renew the session: a refresh token works once.
  const runAlone = <Result>(work: () => Promise<Result>): Promise<Result> =>
    navigator.locks.request('outbox', work);

  const endSession = async (): Promise<void> => {
    session = undefined;
    // A used refresh token must not be tried again every half minute.
    if (!isClosed) await rows.remove(renewals, 'session');
  };

  /**
   * While one of her urgent cases is unassigned, reads her cases every minute.
   * @returns false if they could not be read: then the rest of the round finds out why; true also if none had to be read
   */
  const refreshUrgentCases = async (): Promise<boolean> => {
    const readAt = rows.get(freshnesses, 'cases')?.at ?? 0;
    if (unassignedUrgentCases(rows).length === 0 || isFresh(readAt, Date.now(), freshWhileUrgentMs))
      return true;
    return connect()
      .then((current) => refreshCases(createApi(current), rows, Date.now))
      .then(
        () => true,
        () => false,
      );
  };

  /** One round: sends what is unsent, then reads from the server. Does neither if there is no need. */
  const run = async (): Promise<Sending> => {
    let endState: Sending = 'idle';
    await runAlone(async () => {
      await rows.reload();
      const hasSendable = rows.all(operations).some((one) => isUnsent(one) && !needsHer(one));
      // A sent operation is removed once the server's figures include it.
      const hasSent = rows.all(operations).some(({ state }) => state === 'sent');
      // A leader without a group waits for one: a coordinator may be assigning it to her now.
      const hasGroup = rows.all(collectives).length > 0;
      const readAt = rows.get(freshnesses, 'all')?.at ?? 0;
      const needsRound = mustRead || !hasGroup || hasSendable || hasSent || !isFresh(readAt, Date.now());
      mustRead = false;
      if (!needsRound && (await refreshUrgentCases())) {
        // Perhaps nothing was requested: then the session is taken for valid while a token is stored.
        const isSignedIn = session !== undefined || rows.get(renewals, 'session') !== undefined;
        endState = isSignedIn ? 'idle' : 'signed_out';
        return;
      }
      sending = 'sending';
      notify();
      try {
        const api = createApi(await connect());
        endState = await sendAll({
          rows,
          send: async (call) => {
            // She has pressed Leave or signed out, and perhaps discarded this operation.
            if (isClosed) throw new SignedOut();
            return api.send(call);
          },
          findDuplicate: (operation) => findDuplicate(api, operation),
          // This round already runs alone.
          runAlone: (work) => work(),
        });
        // `unavailable` may concern a single operation: reading may work all the same.
        if (endState === 'idle' || endState === 'unavailable') {
          const { coordinatorPhone: coordinator } = await loadConfig();
          await rows.putAll([rowWrite(phoneNumbers, 'all', { coordinator })]);
          await refresh(api, rows, Date.now);
        }
      } catch (error) {
        endState = stateAfterFailure(error);
      }
      if (endState === 'signed_out') await endSession();
    });
    return endState;
  };

  const sync = async (): Promise<void> => {
    isRoundWanted = true;
    if (isRunning) return;
    isRunning = true;
    clearTimeout(timer);
    while (isRoundWanted && !isClosed) {
      isRoundWanted = false;
      // `run` handles failed requests itself. What it throws (the storage failed) is tried again in the next round.
      sending = await run().catch((): Sending => 'offline');
    }
    isRunning = false;
    if (isClosed || (sending === 'signed_out' && (await wipeIfEnded()))) return;
    storeUnsentWork();
    notify();
    timer = setTimeout(() => void sync(), syncEveryMs);
  };
  const countDrafts = (): number => {
    // The draft that corrects a refused operation has its id, and is already counted as unsent.
    const isNew = ({ id }: { readonly id: string }) => rows.get(operations, id) === undefined;
    const newDrafts = [...rows.all(sheets), ...rows.all(enrolments)].filter(isNew);
    return newDrafts.length + rows.all(noteDrafts).length;
  };
  const storeUnsentWork = (): void =>
    void storeUnsentCount(database, countUnsent(rows) + countDrafts()).catch(() => {});
  const syncNow = (): void => void sync();
  addEventListener('online', syncNow);
  const stopListening = rows.onChange(notify);

  return {
    rows,
    database,
    me: () => rows.get(profiles, 'me'),
    async record(...recorded) {
      const maxOrder = Math.max(0, ...rows.all(operations).map(({ order }) => order));
      await rows.putAll(
        recorded.map((operation, index) => {
          // An operation with this id is the refused one that is corrected.
          const order = rows.get(operations, operation.id)?.order ?? maxOrder + 1 + index;
          return rowWrite(operations, operation.id, { ...operation, form: 1, order, state: 'waiting' });
        }),
      );
      storeUnsentWork();
      syncNow();
    },
    storeUnsentWork,
    sync: syncNow,
    lookAgain() {
      mustRead = true;
      syncNow();
    },
    status: () => ({
      sending,
      unsent: countUnsent(rows),
      needHer: rows.all(operations).filter(needsHer).length + rows.countUnreadable(operations),
      unassignedUrgentCases: unassignedUrgentCases(rows).length,
      drafts: countDrafts(),
      isFull: rows.isFull(),
    }),
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    callServer: (work) =>
      runAlone(async () => {
        await rows.reload();
        try {
          return await work(createApi(await connect()));
        } catch (error) {
          if (error instanceof SignedOut) {
            await endSession();
            sending = 'signed_out';
            notify();
          }
          throw error;
        }
      }),
    session: () => session,
    close() {
      isClosed = true;
      clearTimeout(timer);
      removeEventListener('online', syncNow);
      stopListening();
      listeners.clear();
      session = undefined;
      return rows.close();
    },
  };
}
