import { useState } from 'preact/hooks';
import { needsGuardian } from '../../consent/giver.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { NoticeHeard } from '../../consent/notice-heard.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { consentFor, type MemberRecord } from '../../record/member-record.ts';
import { LeaveButton } from '../frame.tsx';
import { RequestForm } from './request-form.tsx';
import { useSending } from './sending.ts';
import { t } from './text.ts';

type ChangeConsentProps = {
  readonly record: MemberRecord;
  readonly purpose: 'reporting' | 'sharing';
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
  const isGiven = consentFor(record.consents, purpose)?.given === true;
  const change = async (): Promise<void> => {
    const on = todayInIndia();
    const isSent = await send((api, consentId) =>
      api.request('POST /api/members/{id}/consents', {
        path: { id },
        body: { id: consentId, purpose, given: !isGiven, on, method: 'spoken', noticeVersion },
      }),
    );
    setDialogOpen(false);
    if (isSent) await onChanged();
  };
  // Somebody else must agree for a girl, which the coordinator records. To withdraw consent is the girl's own right.
  if (!isGiven && needsGuardian(birthYear, todayInIndia())) return <p class="soft">{t('rights.minor')}</p>;
  return (
    <>
      <button type="button" class="second" disabled={state === 'busy'} onClick={() => setDialogOpen(true)}>
        {t(`rights.${purpose}.${isGiven ? 'stop' : 'start'}`)}
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
          title={isGiven ? t(`rights.${purpose}.stop.title`) : t('rights.start.title')}
          confirm={isGiven ? t(`rights.${purpose}.stop`) : t('rights.start.yes')}
          isGrave={isGiven}
          corner={<LeaveButton />}
          onConfirm={change}
          onCancel={() => setDialogOpen(false)}
        >
          {isGiven ? (
            <p>{t(`rights.${purpose}.stop.explain`)}</p>
          ) : (
            <NoticeHeard version={noticeVersion} purpose={purpose} />
          )}
        </Dialog>
      )}
    </>
  );
}

/**
 * In a woman's record on the leader's phone, the end of the woman's consent to all services. She asks either for withdrawal or for erasure, and the form
 * explains what each means.
 */
export function StopAll({
  memberId,
  onAsked,
}: {
  readonly memberId: string;
  readonly onAsked: () => Promise<void>;
}) {
  const [kind, setKind] = useState<'withdrawal' | 'erasure'>();
  return (
    <details>
      <summary>{t('rights.services.stop')}</summary>
      <p>{t('rights.services.explain')}</p>
      {kind === undefined ? (
        (['withdrawal', 'erasure'] as const).map((each) => (
          <div key={each}>
            <button type="button" class="second" onClick={() => setKind(each)}>
              {t(`rights.services.${each}`)}
            </button>
            <p class="soft">{t(`rights.services.${each}.explain`)}</p>
          </div>
        ))
      ) : (
        <RequestForm
          memberId={memberId}
          kind={kind}
          isExplained
          onSent={onAsked}
          onBack={() => setKind(undefined)}
        />
      )}
    </details>
  );
}
