import { type Api, createApi } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import type { Database } from '../device/database.ts';
import { countUnsent, type NewOperation, needsHer, operations } from '../outbox/operation.ts';
import type { Sending } from '../outbox/sender.ts';
import { type EncryptedRows, type RowChange, rowWrite } from '../rows/encrypted-rows.ts';
import { type Session, SignedOut } from '../session/session-tokens.ts';
import { storeUnsentCount } from '../unlock/keyring.ts';
import { readWhenBack } from './read-when-back.ts';
import type { RoleWork } from './role-work.ts';
import { type Connection, connect, endSession, runAlone, runRound } from './round.ts';
import { noteDrafts, planDrafts, profiles, talkDrafts } from './row-kinds.ts';

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

export type Status = {
  readonly sending: Sending;
  /** Whether the last round found no network, or the phone itself knows of none. */
  readonly isOffline: boolean;
  /** How many operations are unsent. Those that this version cannot read count too. */
  readonly unsent: number;
  /** How many operations need her decision. Those that this version cannot read count too. */
  readonly needHer: number;
  /** How many urgent cases that she sees are unassigned. */
  readonly unassignedUrgentCases: number;
  /** How many notes are typed and not saved; 0 on the phones of a role that doesn't show this number. */
  readonly notes: number;
  /** How many drafts she has begun, notes among them. A draft that corrects a refused operation counts in `unsent` only. */
  readonly drafts: number;
  /** Whether the phone had no room for the last write. */
  readonly isFull: boolean;
};

/** The time between two rounds of sending and reading. */
const syncEveryMs = 30_000;
/** Right after the network is back, requests may still fail. So after each of the next so many failed rounds, the phone tries again after `soonMs`. */
const soonTries = 3;
const soonMs = 4_000;

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

/**
 * Runs rounds of sending and reading, one after the other: at once at each call of `sync`, and every half minute after the first.
 * @param rounds.afterRounds returns false if no more rounds are to follow by themselves
 */
function repeatRounds(
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

const statusOf = ({ rows, role, sending, isOffline }: Connection): Status => ({
  sending,
  isOffline: isOffline || !navigator.onLine,
  unsent: countUnsent(rows),
  needHer: rows.all(operations).filter(needsHer).length + rows.countUnreadable(operations),
  unassignedUrgentCases: role.countUnassignedUrgentCases(rows),
  notes: role.countNotes?.(rows) ?? 0,
  drafts: countDrafts(rows, role),
  isFull: rows.isFull(),
});

function countDrafts(rows: EncryptedRows, role: RoleWork): number {
  // The draft that corrects a refused operation has its id, and is already counted as unsent.
  const isNew = ({ id }: { readonly id: string }) => rows.get(operations, id) === undefined;
  const newDrafts = [...rows.all(talkDrafts), ...role.drafts(rows)].filter(isNew);
  return newDrafts.length + rows.all(noteDrafts).length + rows.all(planDrafts).length;
}
