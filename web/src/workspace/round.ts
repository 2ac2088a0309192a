import { createApi } from '../api/client.ts';
import { isUnsent, needsHer, operations } from '../outbox/operation.ts';
import { type Sending, sendAll, stateAfterFailure } from '../outbox/sender.ts';
import { type EncryptedRows, rowWrite } from '../rows/encrypted-rows.ts';
import { loadConfig } from '../session/config.ts';
import { resumeSession, type Session, SignedOut } from '../session/session-tokens.ts';
import { isFresh } from './freshness.ts';
import type { RoleWork } from './role-work.ts';
import { freshnesses, phoneNumbers, renewals } from './row-kinds.ts';

/** An unlocked phone's connection to the server, as it stands now. */
export type Connection = {
  readonly rows: EncryptedRows;
  readonly role: RoleWork;
  /** The session; undefined until the server is first called after unlocking, and once the session has ended. */
  session: Session | undefined;
  sending: Sending;
  /** Whether the next round reads even what is fresh. */
  mustRead: boolean;
  /** Whether the last round found no network. */
  isOffline: boolean;
  /** How many more rounds that find no network are followed by another one soon, instead of after half a minute. */
  soonTriesLeft: number;
  isClosed: boolean;
};

/** One tab at a time calls the server, even to renew the session: a refresh token works once. */
export const runAlone = <Result>(work: () => Promise<Result>): Promise<Result> =>
  navigator.locks.request('outbox', work);

/** The session: resumed from the stored refresh token at the first call. @throws SignedOut; TypeError without a network */
export async function connect(connection: Connection): Promise<Session> {
  if (connection.session !== undefined) return connection.session;
  const { rows } = connection;
  const renewal = rows.get(renewals, 'session');
  if (renewal === undefined) throw new SignedOut();
  const storeRefreshToken = (refreshToken: string): void =>
    void rows.put(renewals, 'session', { refreshToken });
  const session = await resumeSession(renewal.refreshToken);
  connection.session = session;
  session.onRefresh(storeRefreshToken);
  // The stored token is used up now.
  const token = session.refreshToken();
  if (token !== undefined) storeRefreshToken(token);
  return session;
}

export async function endSession(connection: Connection): Promise<void> {
  connection.session = undefined;
  // A used refresh token must not be tried again every half minute.
  if (!connection.isClosed) await connection.rows.remove(renewals, 'session');
}

/**
 * One round: sends what is unsent, then reads from the server. Does neither if there is no need.
 * @param onSending called before it does either
 * @returns the state of sending after it
 */
export const runRound = (connection: Connection, onSending: () => void): Promise<Sending> =>
  runAlone(async () => {
    await connection.rows.reload();
    const isNeeded = needsRound(connection);
    connection.mustRead = false;
    // If a whole round is not needed, it is enough to read what is urgent.
    const isDone = !isNeeded && (await refreshUrgent(connection));
    if (isDone) {
      // If nothing was requested in this round, the session is taken for valid while a token is stored.
      const isSignedIn =
        connection.session !== undefined || connection.rows.get(renewals, 'session') !== undefined;
      return isSignedIn ? 'idle' : 'signed_out';
    }
    connection.sending = 'sending';
    onSending();
    const endState = await sendAndRead(connection).catch(stateAfterFailure);
    if (endState === 'signed_out') await endSession(connection);
    return endState;
  });

function needsRound({ rows, role, mustRead }: Connection): boolean {
  const hasSendable = rows.all(operations).some((one) => isUnsent(one) && !needsHer(one));
  // A sent operation is removed once the server's figures include it.
  const hasSent = rows.all(operations).some(({ state }) => state === 'sent');
  const readAt = rows.get(freshnesses, 'all')?.at ?? 0;
  return mustRead || role.isWaiting(rows) || hasSendable || hasSent || !isFresh(readAt, Date.now());
}

/**
 * Reads what has to be fresher than the rest, if it is due.
 * @returns false if it could not be read: then the rest of the round finds out why. True also if nothing had to be read.
 */
async function refreshUrgent(connection: Connection): Promise<boolean> {
  const { rows, role } = connection;
  if (!role.isUrgentDue(rows)) return true;
  try {
    await role.refreshUrgent(createApi(await connect(connection)), rows);
    return true;
  } catch {
    return false;
  }
}

async function sendAndRead(connection: Connection): Promise<Sending> {
  const { rows, role } = connection;
  const api = createApi(await connect(connection));
  const endState = await sendAll({
    rows,
    send: async (call) => {
      // She has pressed Leave or signed out, and perhaps discarded this operation.
      if (connection.isClosed) throw new SignedOut();
      return api.send(call);
    },
    findConflict: (operation) => role.findConflict(api, rows, operation),
    // This round already runs alone.
    runAlone: (work) => work(),
  });
  // `unavailable` may concern a single operation: reading may work all the same.
  if (endState === 'idle' || endState === 'unavailable') {
    const { coordinatorPhone: coordinator } = await loadConfig();
    await rows.putAll([rowWrite(phoneNumbers, 'all', { coordinator })]);
    await role.refresh(api, rows);
  }
  return endState;
}
