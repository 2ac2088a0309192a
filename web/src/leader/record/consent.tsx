import { useState } from 'preact/hooks';
import { needsGuardian } from '../../consent/giver.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { NoticeHeard } from '../../consent/notice-heard.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { consentFor, type MemberRecord } from '../../record/member-record.ts';
import { LeaveButton } from '../../shell/leave-bar.tsx';
import { useSending } from './sending.ts';
import { t } from './text.ts';

type ChangeConsentProps = {
  readonly record: MemberRecord;
  /** The services are only given again here; to stop them takes three steps (`StopServices`). */
  readonly purpose: 'reporting' | 'sharing' | 'services';
  readonly onChanged: () => Promise<void>;
};

/**
 * In a woman's record on the leader's phone, the button that changes the woman's consent to a purpose. A dialog first explains what that does, and the
 * notice is read to the woman before she agrees.
 */
export function ChangeConsent({ record, purpose, onChanged }: ChangeConsentProps) {
  const { state, send } = useSending();
  const [isDialogOpen, setDialogOpen] = useState(false);
  const { id, birthYear } = record.member;
  const lastConsent = consentFor(record.consents, purpose);
  const isGiven = lastConsent?.given === true;
  const change = async (given: boolean): Promise<void> => {
    const on = todayInIndia();
    const isSent = await send((api, consentId) =>
      api.request('POST /api/members/{id}/consents', {
        path: { id },
        body: { id: consentId, purpose, given, on, method: 'spoken', noticeVersion },
      }),
    );
    setDialogOpen(false);
    if (isSent) await onChanged();
  };
  // For a girl, somebody else must agree, which the coordinator records. The girl herself may withdraw consent.
  if (!isGiven && needsGuardian(birthYear, todayInIndia())) return <p class="soft">{t('rights.minor')}</p>;
  return (
    <>
      <button type="button" class="second" disabled={state === 'busy'} onClick={() => setDialogOpen(true)}>
        {t(labelOf(purpose, isGiven))}
      </button>
      {state === 'sent' && (
        <p class="notice" role="status">
          {t('rights.consent.done')}
        </p>
      )}
      {typeof state === 'object' && (
        <p class="error" role="alert">
          {t(state.failed)}
        </p>
      )}
      {isDialogOpen && (
        <Dialog
          title={
            isGiven && purpose !== 'services' ? t(`rights.${purpose}.stop.title`) : t('rights.start.title')
          }
          confirm={isGiven ? t(labelOf(purpose, isGiven)) : t('rights.start.yes')}
          isGrave={isGiven}
          corner={<LeaveButton />}
          onConfirm={() => change(!isGiven)}
          onCancel={() => setDialogOpen(false)}
        >
          {isGiven && purpose !== 'services' ? (
            <p>{t(`rights.${purpose}.stop.explain`)}</p>
          ) : (
            <NoticeHeard version={noticeVersion} purpose={purpose} />
          )}
          {/* A woman who was never asked may say no too, so that she is not asked again and again. */}
          {lastConsent === undefined && (
            <button
              type="button"
              class="second"
              disabled={state === 'busy'}
              onClick={() => void change(false)}
            >
              {t('rights.start.no')}
            </button>
          )}
        </Dialog>
      )}
    </>
  );
}

const labelOf = (purpose: ChangeConsentProps['purpose'], isGiven: boolean) =>
  purpose === 'services'
    ? 'rights.services.start'
    : (`rights.${purpose}.${isGiven ? 'stop' : 'start'}` as const);
