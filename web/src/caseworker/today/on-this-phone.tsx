import { formatDate, formatInstant } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useStatus } from '../../phone/context.ts';
import { noteDrafts } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import { t } from '../text.ts';
import type { PhoneState } from './use-on-phone.ts';

/**
 * Shows how far the reading of her day is, until all of it is on the phone. It stands high up, since she must not leave yet, but below what nobody has
 * taken.
 */
export function Downloading({ state }: { readonly state: PhoneState }) {
  const { workspace } = useHere();
  if (state?.day !== 'partly') return null;
  const readNow = (): void => {
    workspace.lookAgain();
    // The round after that one reads the talks.
    workspace.sync();
  };
  return (
    <div role="status">
      <p class="soft">{t('phone.partly', { count: state.womenCount, done: state.readCount })}</p>
      {state.isStalled && (
        <button type="button" class="quiet" onClick={readNow}>
          {t('phone.now')}
        </button>
      )}
    </div>
  );
}

/** Says what is on the phone, and what is sent. */
export function OnThisPhone({ state }: { readonly state: PhoneState }) {
  const { workspace, go } = useHere();
  const { unsent, needHer } = useStatus();
  if (state === undefined) return null;
  const { day, work, files, readAt, casesLeftOut, sentAt } = state;
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
          {/* The time is known only once what was sent is read back from the server. */}
          {work === 'sent' && sentAt !== undefined && `, ${timeOf(sentAt)}`}
        </p>
      )}
    </div>
  );
}

/** The time of day, with its date unless it is today's. `formatInstant` writes the date, a comma, and the time. */
const timeOf = (at: number): string =>
  formatInstant(new Date(at).toISOString(), language()).replace(
    `${formatDate(todayInIndia(), language())}, `,
    '',
  );
