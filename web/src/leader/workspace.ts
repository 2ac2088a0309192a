import { type Api, createApi } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import type { Database } from '../device/database.ts';
import { loadConfig } from '../session/config.ts';
import { resumeSession, type Session, SignedOut } from '../session/session.ts';
import { findDuplicate } from './duplicate-sheets.ts';
import { type EncryptedRows, putting } from './encrypted-rows.ts';
import { storeUnsentCount } from './lock/keyring.ts';
import { isUnsent, needsHer, type Operation, operations } from './outbox/operation.ts';
import { countUnsent, type Sending, sendAll, stateAfterFailure } from './outbox/sender.ts';
import { isFresh, refresh, refreshCases, urgentForMs } from './refresh.ts';
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
import { unassignedUrgentCases } from './urgent-cases.ts';

/** The unlocked phone: its data and its connection to the server. */
export type Workspace = {
  readonly rows: EncryptedRows;
  readonly database: Database;
  me(): Me | undefined;
  /**
   * Puts an operation into the outbox and tries to send it. A refused operation that was corrected keeps its
   * place.
   * @throws if the phone has no room: then nothing is recorded
   */
  record(operation: Omit<Operation, 'form' | 'order' | 'state'>): Promise<void>;
  /** Stores beside the key how much unsent work exists; call it when a draft begins. */
  storeUnsentWork(): void;
  /** Sends unsent work and reads news, as soon as no other tab does. */
  sync(): void;
  /** The same, and reads news even if the last are recent. */
  lookAgain(): void;
  status(): Status;
  onStatus(listener: () => void): () => void;
  /**
   * Calls the server now and stores nothing.
   * @throws Problem; SignedOut; TypeError or a timeout without a network
   */
  speak<Result>(work: (api: Api) => Promise<Result>): Promise<Result>;
  session(): Session | undefined;
  /** Drops all data from memory; resolves when the last input is written. */
  close(): Promise<void>;
};

export type Status = {
  readonly sending: Sending;
  readonly unsent: number;
  /** How many of them need her attention. */
  readonly needHer: number;
  /** How many of her urgent cases are unassigned. */
  readonly unassignedUrgentCases: number;
  /** Drafts that she has not recorded. */
  readonly drafts: number;
  /** The phone had no room for the last write. */
  readonly isFull: boolean;
};

const everyMs = 30_000;

/**
 * Opens an unlocked phone's data, and its connection to the server, which sends and reads by itself from then on.
 * @param endIfMust asks the server whether this phone may continue, and wipes it if not; returns whether it did
 */
export function openWorkspace(
  database: Database,
  rows: EncryptedRows,
  endIfMust: () => Promise<boolean>,
): Workspace {
  let session: Session | undefined;
  let sending: Sending = 'idle';
  let isClosed = false;
  let isRunning = false;
  let isWanted = false;
  // Somebody may have left, or the staff may have changed her books, since the phone was last open.
  let mustRead = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const keep = (refreshToken: string): void => void rows.put(renewals, 'session', { refreshToken });
  const own = (fresh: Session): Session => {
    fresh.onRefresh(keep);
    const token = fresh.refreshToken();
    if (token !== undefined) keep(token);
    return fresh;
  };

  const connect = async (): Promise<Session> => {
    if (session !== undefined) return session;
    const renewal = rows.get(renewals, 'session');
    if (renewal === undefined) throw new SignedOut();
    session = own(await resumeSession(renewal.refreshToken));
    return session;
  };

  // One tab at a time calls the server, even to renew the session: a refresh token works once.
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> =>
    navigator.locks.request('outbox', work);

  const endSession = async (): Promise<void> => {
    session = undefined;
    // A used refresh token must not be tried again every half minute.
    if (!isClosed) await rows.remove(renewals, 'session');
  };

  /**
   * While one of her urgent cases is unassigned, this checks every minute.
   * @returns false if nothing could be read: then the rest of the run explains why
   */
  const hearOfUrgent = async (): Promise<boolean> => {
    const readAt = rows.get(freshnesses, 'cases')?.at ?? 0;
    if (unassignedUrgentCases(rows).length === 0 || isFresh(readAt, Date.now(), urgentForMs)) return true;
    return connect()
      .then((current) => refreshCases(createApi(current), rows, Date.now))
      .then(
        () => true,
        () => false,
      );
  };

  const run = async (): Promise<Sending> => {
    let ended: Sending = 'idle';
    await alone(async () => {
      await rows.reload();
      const unsent = rows.all(operations).some((operation) => isUnsent(operation) && !needsHer(operation));
      const readAt = rows.get(freshnesses, 'all')?.at ?? 0;
      const hasSent = rows.all(operations).some(({ state }) => state === 'sent');
      // Who has no group waits for one: its coordinator may be giving it to her now.
      const hasGroup = rows.all(collectives).length > 0;
      const isKnown = !mustRead && hasGroup && !unsent && !hasSent && isFresh(readAt, Date.now());
      mustRead = false;
      if (isKnown && (await hearOfUrgent())) {
        const isSignedIn = session !== undefined || rows.get(renewals, 'session') !== undefined;
        ended = isSignedIn ? 'idle' : 'signed_out';
        return;
      }
      sending = 'sending';
      tell();
      try {
        const api = createApi(await connect());
        ended = await sendAll({
          rows,
          send: async (call) => {
            // She has left, or discarded unsent work.
            if (isClosed) throw new SignedOut();
            return api.send(call);
          },
          findDuplicate: (operation) => findDuplicate(api, operation),
          alone: (work) => work(),
        });
        if (ended === 'idle' || ended === 'unavailable') {
          const { coordinatorPhone: coordinator } = await loadConfig();
          await rows.putAll([putting(phoneNumbers, 'all', { coordinator })]);
          await refresh(api, rows, Date.now);
        }
      } catch (error) {
        ended = stateAfterFailure(error);
      }
      if (ended === 'signed_out') await endSession();
    });
    return ended;
  };

  const sync = async (): Promise<void> => {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    clearTimeout(timer);
    while (isWanted && !isClosed) {
      isWanted = false;
      sending = await run().catch((): Sending => 'offline');
    }
    isRunning = false;
    if (isClosed || (sending === 'signed_out' && (await endIfMust()))) return;
    storeUnsentWork();
    tell();
    timer = setTimeout(() => void sync(), everyMs);
  };
  // An operation that is being corrected is already counted as unsent.
  const countDrafts = (): number =>
    [...rows.all(sheets), ...rows.all(enrolments)].filter(({ id }) => rows.get(operations, id) === undefined)
      .length + rows.all(noteDrafts).length;
  const storeUnsentWork = (): void =>
    void storeUnsentCount(database, countUnsent(rows) + countDrafts()).catch(() => {});
  const start = (): void => void sync();
  addEventListener('online', start);
  const stopListening = rows.onChange(tell);

  return {
    rows,
    database,
    me: () => rows.get(profiles, 'me'),
    async record(operation) {
      const last = rows.all(operations).reduce((most, { order }) => Math.max(most, order), 0);
      const order = rows.get(operations, operation.id)?.order ?? last + 1;
      await rows.put(operations, operation.id, { ...operation, form: 1, order, state: 'waiting' });
      storeUnsentWork();
      start();
    },
    storeUnsentWork,
    sync: start,
    lookAgain() {
      mustRead = true;
      start();
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
    speak: (work) =>
      alone(async () => {
        await rows.reload();
        try {
          return await work(createApi(await connect()));
        } catch (error) {
          if (error instanceof SignedOut) {
            await endSession();
            sending = 'signed_out';
            tell();
          }
          throw error;
        }
      }),
    session: () => session,
    close() {
      isClosed = true;
      clearTimeout(timer);
      removeEventListener('online', start);
      stopListening();
      listeners.clear();
      session = undefined;
      return rows.close();
    },
  };
}
