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
 * In a woman's record on the leader's phone, the end of her consent to the services. She asks to stop, or for erasure; what each means is said first. Once she has
 * stopped, she can begin again.
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

/** That all has stopped, and by which day the office answers. */
function HasStopped({ record }: { readonly record: MemberRecord }) {
  const dueOn = answerDueOn(record);
  return (
    <p class="notice">
      {t('rights.stopped')}{' '}
      {dueOn !== undefined && t('rights.answerBy', { due: formatDate(dueOn, language()) })}
    </p>
  );
}

/** Where the button stands by which a consent is changed. */
export const consentPlaceOf = (purpose: 'reporting' | 'sharing'): string => `consent-${purpose}`;

/**
 * Said once, at the top of her record, when she has just stopped or begun again: when the office answers, and to what else she still agrees; or what begins
 * again.
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
  const standing = (['reporting', 'sharing'] as const).filter(
    (purpose) => consentFor(record.consents, purpose)?.given === true,
  );
  return (
    <div role="status">
      <HasStopped record={record} />
      {standing.length > 0 && (
        <>
          <p>{t('rights.stop.otherTwo')}</p>
          {standing.map((purpose) => (
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
