import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import type { Consent, MemberRecord } from './member-record.ts';
import { TakenBack } from './taken-back.tsx';
import { t } from './text.ts';

type Request = MemberRecord['requests'][number];

/** Whether a step answers a withdrawal by her own new consent: such an answer has no text, and she consented on the same day. */
const isAgreement = (
  kind: Request['kind'],
  { step, on, text }: Request['steps'][number],
  consents: readonly Consent[],
): boolean => {
  const answersWithdrawal = kind === 'withdrawal' && step === 'answered' && !text;
  const agreedThatDay = consents.some(
    (consent) => consent.purpose === 'services' && consent.given && consent.on === on,
  );
  return answersWithdrawal && agreedThatDay;
};

/** Her requests about her record, each with what was done about it. */
export function Requests({ record: { requests, consents } }: { readonly record: MemberRecord }) {
  const language = useLanguage();
  if (requests.length === 0) return <p>{t('record.requests.none')}</p>;
  return (
    <ul class="plain">
      {requests.map(({ id, kind, on, dueOn, status, text, steps, takenBack }) => (
        <li key={id}>
          <TakenBack reversal={takenBack}>
            {t('record.request', { kind: t(`record.ask.${kind}`), on: formatDate(on, language) })}
          </TakenBack>
          {text && <span class="part">{text}</span>}
          {status === 'open' && takenBack === undefined && (
            <strong class="part">{t('record.request.due', { due: formatDate(dueOn, language) })}</strong>
          )}
          {steps.map((step) => (
            <span class="part" key={step.id}>
              {t(`record.step.${isAgreement(kind, step, consents) ? 'agreedAgain' : step.step}`, {
                on: formatDate(step.on, language),
              })}
              {step.text && `: ${step.text}`}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
