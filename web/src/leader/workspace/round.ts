import { createApi } from '../../api/client.ts';
import { loadConfig } from '../../session/config.ts';
import { resumeSession, type Session, SignedOut } from '../../session/session-tokens.ts';
import { unassignedUrgentCases } from '../cases/urgent-cases.ts';
import { findDuplicate } from '../meetings/duplicate-sheets.ts';
import { isUnsent, needsHer, operations } from '../outbox/operation.ts';
import { type Sending, sendAll, stateAfterFailure } from '../outbox/sender.ts';
import { type EncryptedRows, rowWrite } from './encrypted-rows.ts';
import { freshWhileUrgentMs, isFresh, refresh, refreshCases } from './refresh.ts';
import { collectives, freshnesses, phoneNumbers, renewals } from './row-kinds.ts';

/** An unlocked phone's connection to the server, as it stands now. */
export type Connection = {
  readonly rows: EncryptedRows;
  /** The session; undefined until the server is first called after unlocking, and once the session has ended. */
  session: Session | undefined;
  sending: Sending;
  /** Whether the next round reads even what is fresh. */
  mustRead: boolean;
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
    if (!isNeeded && (await refreshUrgentCases(connection))) {
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

function needsRound({ rows, mustRead }: Connection): boolean {
  const hasSendable = rows.all(operations).some((one) => isUnsent(one) && !needsHer(one));
  // A sent operation is removed once the server's figures include it.
  const hasSent = rows.all(operations).some(({ state }) => state === 'sent');
  // A leader without a group waits for one: a coordinator may be assigning it to her now.
  const hasGroup = rows.all(collectives).length > 0;
  const readAt = rows.get(freshnesses, 'all')?.at ?? 0;
  return mustRead || !hasGroup || hasSendable || hasSent || !isFresh(readAt, Date.now());
}

/**
 * While one of the leader's urgent cases is unassigned, reads her cases every minute.
 * @returns false if the cases could not be read: then the rest of the round finds out why. True also if none had to be read.
 */
async function refreshUrgentCases(connection: Connection): Promise<boolean> {
  const { rows } = connection;
  const readAt = rows.get(freshnesses, 'cases')?.at ?? 0;
  if (unassignedUrgentCases(rows).length === 0 || isFresh(readAt, Date.now(), freshWhileUrgentMs))
    return true;
  return connect(connection)
    .then((session) => refreshCases(createApi(session), rows, Date.now))
    .then(
      () => true,
      () => false,
    );
}

async function sendAndRead(connection: Connection): Promise<Sending> {
  const { rows } = connection;
  const api = createApi(await connect(connection));
  const endState = await sendAll({
    rows,
    send: async (call) => {
      // The leader has pressed Leave or signed out, and perhaps discarded this operation.
      if (connection.isClosed) throw new SignedOut();
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
  return endState;
}
