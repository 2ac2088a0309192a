import { useState } from 'preact/hooks';
import { dueOnOf } from '../../../../functions/shared/calendar/request-deadline.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import type { MemberRecord } from '../../record/member-record.ts';
import { t as leaderText } from '../text.ts';
import '../../design/fields/field.css';
import { answerDueOn } from './answer-due.ts';
import { useSending } from './sending.ts';
import { t } from './text.ts';

type StopServicesProps = {
  readonly record: MemberRecord;
  readonly onStopped: () => Promise<void>;
  readonly onBack: () => void;
};

/**
 * On the leader's phone, a woman's withdrawal from the services in three steps: what stops, what goes on and when; which of her cases (her
 * "matters") are to be finished; and whether she is sure. stop-all.tsx has the place in her record where she begins this.
 */
export function StopServices({ record, onStopped, onBack }: StopServicesProps) {
  const [step, setStep] = useState<1 | 2 | 3>(1);
  /** The ids of the cases that are to be finished. */
  const [finishing, setFinishing] = useState<readonly string[]>([]);
  const { state, send } = useSending();
  const { id } = record.member;
  const due = formatDate(answerDueOn(record) ?? dueOnOf(todayInIndia()), language());
  const stop = async (): Promise<void> => {
    const isSent = await send((api, consentId) =>
      api.request('POST /api/members/{id}/consents', {
        path: { id },
        body: {
          id: consentId,
          purpose: 'services',
          given: false,
          on: todayInIndia(),
          method: 'spoken',
          noticeVersion,
          ...(finishing.length === 0 ? {} : { continues: [...finishing] }),
        },
      }),
    );
    if (isSent) await onStopped();
  };
  return (
    <section aria-labelledby="stop-services">
      <p class="notice">{t('rights.stop.readOut')}</p>
      <p class="soft">{t('rights.stop.step', { step })}</p>
      {step === 1 && <WhatStops due={due} />}
      {step === 2 && (
        <Matters
          cases={record.cases.filter(({ status }) => status !== 'closed')}
          chosen={finishing}
          onChosen={setFinishing}
        />
      )}
      {step === 3 && (
        <>
          <h3 id="stop-services">{t('rights.stop.sure')}</h3>
          {record.cases.map(
            ({ id: caseId, code }) =>
              finishing.includes(caseId) && <p key={caseId}>{t('rights.stop.finishes', { code })}</p>,
          )}
          <p>{t('rights.stop.money')}</p>
          <p>{t('rights.answerBy', { due })}</p>
        </>
      )}
      {typeof state === 'object' && (
        <p class="error" role="alert">
          {t(state.failed)}
        </p>
      )}
      {step === 3 ? (
        <button type="button" class="second danger" disabled={state === 'busy'} onClick={() => void stop()}>
          {t('rights.stop.yes')}
        </button>
      ) : (
        <button type="button" class="primary" onClick={() => setStep(step === 1 ? 2 : 3)}>
          {t('rights.stop.next')}
        </button>
      )}
      <button type="button" class="second" disabled={state === 'busy'} onClick={onBack}>
        {t('rights.stop.no')}
      </button>
    </section>
  );
}

function WhatStops({ due }: { readonly due: string }) {
  return (
    <>
      <h3 id="stop-services">{t('rights.stop.what')}</h3>
      <ul>
        <li>{t('rights.stop.stops')}</li>
        <li>{t('rights.stop.goesOn')}</li>
        <li>{t('rights.stop.when')}</li>
        <li>{t('rights.answerBy', { due })}</li>
      </ul>
    </>
  );
}

/** Her open matters that the leader reads, to choose those that are to be finished. */
function Matters({
  cases,
  chosen,
  onChosen,
}: {
  readonly cases: MemberRecord['cases'];
  readonly chosen: readonly string[];
  readonly onChosen: (ids: readonly string[]) => void;
}) {
  return (
    <>
      <h3 id="stop-services">{t('rights.stop.matters')}</h3>
      <p class="soft">{t(cases.length === 0 ? 'rights.stop.noMatters' : 'rights.stop.mattersHelp')}</p>
      {cases.map(({ id, code, kind }) => (
        <div class="tick" key={id}>
          <label>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ currentTarget }) =>
                onChosen(currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            {leaderText(`kind.${kind}`)} · {code}
          </label>
        </div>
      ))}
    </>
  );
}
