import { useEffect, useState } from 'preact/hooks';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { operations } from '../../outbox/operation.ts';
import { useStatus } from '../../phone/context.ts';
import { agendas, freshnesses, noteDrafts, packStates, timelines } from '../../workspace/row-kinds.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { useHere } from '../context.ts';
import { type CaseFile, cases, women } from '../row-kinds.ts';
import { t } from '../text.ts';
import { onPhone } from './on-phone-rules.ts';
import { talksOfDay } from './talks-to-come.ts';

type Told = ReturnType<typeof useOnPhone>;

/**
 * Hook: before she goes, whether all of her day is on this phone; in the evening, whether all that she recorded is sent. Undefined until it is known.
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
  const { count: women, toCome } = talksOfDay(rows);
  const left = toCome.length;
  const [hasStopped, setStopped] = useState(false);
  useEffect(() => {
    setStopped(false);
    // The next round reads some more. If nothing comes, the next one is that of every half minute.
    const timers = [setTimeout(() => setStopped(true), stoppedMs)];
    if (left > 0) timers.push(setTimeout(workspace.sync, readOnMs));
    return () => timers.forEach(clearTimeout);
  }, [workspace, left]);
  if (files === undefined || isCodeKept === undefined) return undefined;
  const state = onPhone({
    readAt,
    now: Date.now(),
    isComplete: isCodeKept && left === 0 && hasAll(rows, files),
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
    women,
    done: women - left,
    hasStopped,
    sentAt: isSentNow ? undefined : sentAt,
  };
}

/** While her day still comes to the phone, how far it is: above all else, since she must not leave yet. */
export function Downloading({ told }: { readonly told: Told }) {
  const { workspace } = useHere();
  if (told?.day !== 'partly') return null;
  const readNow = (): void => {
    workspace.lookAgain();
    // The round after that one reads the talks.
    workspace.sync();
  };
  return (
    <div role="status">
      <p class="soft">{t('phone.partly', { count: told.women, done: told.done })}</p>
      {told.hasStopped && (
        <button type="button" class="quiet" onClick={readNow}>
          {t('phone.now')}
        </button>
      )}
    </div>
  );
}

/** What is on the phone, and what is sent. */
export function OnThisPhone({ told }: { readonly told: Told }) {
  const { workspace, go } = useHere();
  const { unsent, needHer } = useStatus();
  if (told === undefined) return null;
  const { day, work, files, readAt, casesLeftOut, sentAt } = told;
  const unsaved = files.filter(({ id }) => workspace.rows.get(noteDrafts, id) !== undefined);
  return (
    <div role="status">
      {day !== 'partly' && (
        <p class="soft">{t(`phone.${day}`, { time: timeOf(readAt), count: casesLeftOut })}</p>
      )}
      {unsaved.map(({ id, code }) => (
        <button type="button" class="second unclaimed" key={id} onClick={() => go({ name: 'case', id })}>
          {t('phone.unsaved', { code: code ?? t('members.noCode') })} ›
        </button>
      ))}
      {/* While a note is not saved, not everything is sent. */}
      {work !== 'nothing' && (unsaved.length === 0 || unsent > 0) && (
        <p class="soft">
          {t(`phone.${work}`, { count: work === 'needs' ? needHer : unsent })}
          {/* What is sent but not read back yet has no time so far. */}
          {work === 'sent' && sentAt !== undefined && `, ${timeOf(sentAt)}`}
        </p>
      )}
    </div>
  );
}

/** The time between two readings of more talks. */
const readOnMs = 1_000;
/** The time without a further talk after which she may ask for them: until then they come by themselves. */
const stoppedMs = 5_000;

/** The time of day, with its date unless it is today's. */
const timeOf = (at: number): string =>
  formatInstant(new Date(at).toISOString(), language()).replace(
    `${formatDate(todayInIndia(), language())}, `,
    '',
  );

/**
 * Whether all rows of what was read can be read by this version, each case with its woman and timeline. The talks of women whom she
 * need not see today are read when their page opens.
 */
const hasAll = (rows: Workspace['rows'], files: readonly CaseFile[]): boolean =>
  [cases, women, timelines, agendas].every((kind) => rows.countUnreadable(kind) === 0) &&
  files.every(
    ({ id, memberId, version }) =>
      // The server does not know what was opened here.
      version === 0 || (rows.has(timelines, id) && rows.has(women, memberId)),
  );

/** Hook: whether the service worker keeps the code of her screens, so that the page opens without a network; undefined until it is known. */
function useKeptCode(): boolean | undefined {
  const [isKept, setKept] = useState<boolean>();
  useEffect(() => {
    // Until it is there, it is looked for each time that something changes.
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
