import { useEffect, useState } from 'preact/hooks';
import { operations } from '../../outbox/operation.ts';
import { useStatus } from '../../phone/context.ts';
import { agendas, freshnesses, packStates, timelines } from '../../workspace/row-kinds.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { useHere } from '../context.ts';
import { type CaseFile, cases, women } from '../row-kinds.ts';
import { onPhone } from './on-phone-rules.ts';
import { talksOfDay } from './talks-to-come.ts';

/** The time between two readings of more talks. */
const readOnMs = 1_000;

/** If no further talk has come after this time, a button lets her ask for the others. */
const stalledMs = 5_000;

export type PhoneState = ReturnType<typeof useOnPhone>;

/**
 * Hook: whether the phone has all that she needs for her day, and whether all that she recorded is sent. Undefined until both are known.
 * @param files her open cases; undefined before the first reading
 */
export function useOnPhone(files: readonly CaseFile[] | undefined) {
  const { workspace } = useHere();
  const { rows } = workspace;
  const { unsent, needHer } = useStatus();
  const isCodeKept = useKeptCode();
  const readAt = rows.get(freshnesses, 'all')?.at ?? 0;
  const sentAt = rows.get(freshnesses, 'sent')?.at;
  const isSentNow = rows.all(operations).some(({ state }) => state === 'sent');
  const casesLeftOut = rows.get(packStates, 'all')?.casesLeftOut ?? 0;
  const { count: womenCount, toCome } = talksOfDay(rows);
  const unreadCount = toCome.length;
  const [isStalled, setStalled] = useState(false);
  useEffect(() => {
    setStalled(false);
    // Each round reads the talks of a few women, so it is followed by another soon. If it reads none, the next one is the regular one.
    const timers = [setTimeout(() => setStalled(true), stalledMs)];
    if (unreadCount > 0) timers.push(setTimeout(workspace.sync, readOnMs));
    return () => timers.forEach(clearTimeout);
  }, [workspace, unreadCount]);
  if (files === undefined || isCodeKept === undefined) return undefined;
  const state = onPhone({
    readAt,
    now: Date.now(),
    isComplete: isCodeKept && unreadCount === 0 && hasAll(rows, files),
    casesLeftOut,
    unsent,
    needHer,
    hasSent: isSentNow || sentAt !== undefined,
  });
  return {
    ...state,
    files,
    readAt,
    casesLeftOut,
    womenCount,
    readCount: womenCount - unreadCount,
    isStalled,
    sentAt: isSentNow ? undefined : sentAt,
  };
}

/**
 * Whether this version of the app can read every row that is stored, and each case has its woman and timeline. Talks are not asked for here:
 * `talksOfDay` says which are missing.
 */
const hasAll = (rows: Workspace['rows'], files: readonly CaseFile[]): boolean =>
  [cases, women, timelines, agendas].every((kind) => rows.countUnreadable(kind) === 0) &&
  files.every(
    ({ id, memberId, version }) =>
      // Version 0: the case was opened on this phone and is not sent yet, so nothing of it can be read from the server.
      version === 0 || (rows.has(timelines, id) && rows.has(women, memberId)),
  );

/** Hook: whether the service worker keeps the code of her screens, so that the page opens without a network; undefined until it is known. */
function useKeptCode(): boolean | undefined {
  const [isKept, setKept] = useState<boolean>();
  useEffect(() => {
    // This effect runs after each drawing: it looks again until the code is kept.
    if (isKept) return;
    void navigator.serviceWorker
      ?.getRegistration()
      .then((one) =>
        [one?.active, one?.waiting].some((worker) => worker?.scriptURL.includes('role=caseworker')),
      )
      .catch(() => false)
      .then(setKept);
  });
  return isKept;
}
