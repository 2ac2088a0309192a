import { useState } from 'preact/hooks';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { consentFor, type MemberRecord } from '../../record/member-record.ts';
import { t as recordText } from '../../record/text.ts';
import { answerDueOn } from './answer-due.ts';
import { ChangeConsent } from './consent.tsx';
import { RequestForm } from './request-form.tsx';
import { t } from './text.ts';

/**
 * The part of a woman's record on the leader's phone with which she ends her consent to the services: she asks to stop, or to be erased, after
 * reading what each means. Once she has stopped, she can begin again.
 */
export function StopAll({
  record,
  isJustSaid,
  onStop,
  onBegun,
  onAsked,
}: {
  readonly record: MemberRecord;
  /** Whether the top of the record says that she has stopped. */
  readonly isJustSaid: boolean;
  /** Begins the three steps. */
  readonly onStop: () => void;
  readonly onBegun: () => Promise<void>;
  readonly onAsked: () => Promise<void>;
}) {
  const [isErasure, setErasure] = useState(false);
  const { id, withdrawnOn } = record.member;
  return (
    <>
      {withdrawnOn !== undefined && (
        <>
          {!isJustSaid && <HasStopped record={record} />}
          <ChangeConsent record={record} purpose="services" onChanged={onBegun} />
        </>
      )}
      <details>
        <summary>{t('rights.services.stop')}</summary>
        {isErasure ? (
          <RequestForm
            memberId={id}
            kind="erasure"
            isExplained
            onSent={onAsked}
            onBack={() => setErasure(false)}
          />
        ) : (
          <>
            {withdrawnOn === undefined && (
              <div>
                <button type="button" class="second" onClick={onStop}>
                  {t('rights.services.withdrawal')}
                </button>
                <p class="soft">{t('rights.services.withdrawal.explain')}</p>
              </div>
            )}
            <button type="button" class="second" onClick={() => setErasure(true)}>
              {t('rights.services.erasure')}
            </button>
            <p class="soft">{t('rights.services.erasure.explain')}</p>
            <p class="soft">{t('rights.services.explain')}</p>
          </>
        )}
      </details>
    </>
  );
}

/** Says that everything has stopped, and by which day the office answers. */
function HasStopped({ record }: { readonly record: MemberRecord }) {
  const dueOn = answerDueOn(record);
  return (
    <p class="notice">
      {t('rights.stopped')}{' '}
      {dueOn !== undefined && t('rights.answerBy', { due: formatDate(dueOn, language()) })}
    </p>
  );
}

/** The id of the element with the button that changes a consent. */
export const consentPlaceOf = (purpose: 'reporting' | 'sharing'): string => `consent-${purpose}`;

/**
 * Stands at the top of a woman's record once she has just stopped or begun again. If she has stopped, it says when the office answers, and to what else
 * she still agrees; if she has begun again, what begins.
 */
export function JustSaid({
  said,
  record,
}: {
  readonly said: 'stopped' | 'begun';
  readonly record: MemberRecord;
}) {
  if (said === 'begun') {
    return (
      <p class="notice" role="status">
        {t('rights.begun')}
      </p>
    );
  }
  const stillGiven = (['reporting', 'sharing'] as const).filter(
    (purpose) => consentFor(record.consents, purpose)?.given === true,
  );
  return (
    <div role="status">
      <HasStopped record={record} />
      {stillGiven.length > 0 && (
        <>
          <p>{t('rights.stop.otherTwo')}</p>
          {stillGiven.map((purpose) => (
            <button
              type="button"
              class="quiet"
              key={purpose}
              onClick={() => {
                const place = document.getElementById(consentPlaceOf(purpose));
                place?.scrollIntoView({ block: 'center' });
                place?.querySelector('button')?.focus({ preventScroll: true });
              }}
            >
              {recordText(`record.${purpose}.given`)}
            </button>
          ))}
        </>
      )}
    </div>
  );
}
