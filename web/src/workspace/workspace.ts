import { type Api, createApi } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import type { Database } from '../device/database.ts';
import { countUnsent, type NewOperation, operations } from '../outbox/operation.ts';
import { type EncryptedRows, type RowChange, rowWrite } from '../rows/encrypted-rows.ts';
import { type Session, SignedOut } from '../session/session-tokens.ts';
import { storeUnsentCount } from '../unlock/keyring-changes.ts';
import { readWhenBack } from './read-when-back.ts';
import { repeatRounds } from './repeat-rounds.ts';
import type { RoleWork } from './role-work.ts';
import { type Connection, connect, endSession, runAlone } from './round.ts';
import { profiles } from './row-kinds.ts';
import { countDrafts, type Status, statusOf } from './status.ts';

/** A workspace is an unlocked phone: its data and its connection to the server. */
export type Workspace = {
  readonly rows: EncryptedRows;
  readonly database: Database;
  /** The person whose phone it is; undefined if the phone does not store her profile. */
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
  /** Sends unsent work, and reads from the server what is not fresh any more. If another tab is doing so, it waits for that tab. */
  sync(): void;
  /** As `sync`, but reads from the server even what is fresh. */
  lookAgain(): void;
  /** Counts anew and makes a new object at each call: a new object is what makes `useStatus` draw again. */
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

/** After the network is back, this many failed rounds are each followed by another one soon. */
const soonTries = 3;

/**
 * Opens the workspace of an unlocked phone. From then on it sends and reads by itself, every half minute.
 * @param role what the phones of her role do in their own way
 * @param wipeIfEnded asks the server whether this phone's access has ended, and wipes the phone if so; returns whether
 * it did
 */
export function openWorkspace(
  database: Database,
  rows: EncryptedRows,
  role: RoleWork,
  wipeIfEnded: () => Promise<boolean>,
): Workspace {
  const connection: Connection = {
    rows,
    role,
    session: undefined,
    sending: 'idle',
    // The first round reads even what is fresh: while the phone was locked, staff may have changed what it shows.
    mustRead: true,
    isOffline: false,
    soonTriesLeft: 0,
    isClosed: false,
  };
  const { notify, addListener, removeListeners } = createListeners();
  let lastCount: number | undefined;
  const storeUnsentWork = (): void => {
    const count = countUnsent(rows) + countDrafts(rows, role);
    // Typing a draft notifies no listener (`putDraft`), but the bar shows how many drafts there are.
    if (count !== lastCount) notify();
    lastCount = count;
    void storeUnsentCount(database, count).catch(() => {});
  };
  const { sync, stop } = repeatRounds(connection, {
    notify,
    afterRounds: async () => {
      if (connection.sending === 'signed_out' && (await wipeIfEnded())) return false;
      storeUnsentWork();
      notify();
      return true;
    },
  });
  const lookAgain = (): void => {
    connection.mustRead = true;
    sync();
  };
  const online = (): void => {
    connection.soonTriesLeft = soonTries;
    sync();
  };
  addEventListener('online', online);
  addEventListener('offline', notify);
  const stopReading = readWhenBack(rows, lookAgain);
  const stopListening = rows.onChange(notify);

  return {
    rows,
    database,
    me: () => rows.get(profiles, 'me'),
    async record(...recorded) {
      await rows.putAll(outboxWrites(rows, recorded));
      storeUnsentWork();
      sync();
    },
    storeUnsentWork,
    sync,
    lookAgain,
    status: () => statusOf(connection),
    onStatus: addListener,
    callServer: (work) => callServer(connection, { work, notify }),
    session: () => connection.session,
    close() {
      connection.isClosed = true;
      stop();
      removeEventListener('online', online);
      removeEventListener('offline', notify);
      stopReading();
      stopListening();
      removeListeners();
      connection.session = undefined;
      return rows.close();
    },
  };
}

function createListeners() {
  const listeners = new Set<() => void>();
  return {
    notify: (): void => {
      for (const listener of listeners) listener();
    },
    addListener: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    removeListeners: () => listeners.clear(),
  };
}

/** Calls the server directly, not by an operation in the outbox. */
const callServer = <Result>(
  connection: Connection,
  { work, notify }: { readonly work: (api: Api) => Promise<Result>; readonly notify: () => void },
): Promise<Result> =>
  runAlone(async () => {
    await connection.rows.reload();
    try {
      return await work(createApi(await connect(connection)));
    } catch (error) {
      if (error instanceof SignedOut) {
        await endSession(connection);
        connection.sending = 'signed_out';
        notify();
      }
      throw error;
    }
  });

function outboxWrites(rows: EncryptedRows, recorded: readonly NewOperation[]): RowChange[] {
  const maxOrder = Math.max(0, ...rows.all(operations).map(({ order }) => order));
  return recorded.map((operation, index) => {
    // If the outbox has an operation with this id, it is the refused one that is corrected.
    const order = rows.get(operations, operation.id)?.order ?? maxOrder + 1 + index;
    return rowWrite(operations, operation.id, { ...operation, form: 1, order, state: 'waiting' });
  });
}
