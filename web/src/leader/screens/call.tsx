import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { phoneNumbers } from '../kinds.ts';
import { t } from '../text.ts';

/** The women's helpline and the emergency number, the same in all of India. */
const helpline = '181';
const emergency = '112';

/** The numbers that a leader can call at once, without a data connection. */
export function CallLinks() {
  const { desk } = useHere();
  const coordinator = desk.rows.get(phoneNumbers, 'all')?.coordinator;
  return (
    <>
      {coordinator !== undefined && <CallLink label={t('call.coordinator')} number={coordinator} />}
      <CallLink label={t('call.helpline')} number={helpline} />
      <CallLink label={t('call.emergency')} number={emergency} />
      <details class="part">
        <summary>{t('call.stays')}</summary>
        <p>{t('call.delete')}</p>
      </details>
    </>
  );
}

/** A telephone number to press. */
export function CallLink({ label, number }: { readonly label: string; readonly number: string }) {
  return (
    <a class="call" href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>
      <span>{label}</span> <strong>☎ {number}</strong>
    </a>
  );
}

export function Call() {
  return (
    <Frame title={t('call.title')} back={{ name: 'home' }}>
      <CallLinks />
    </Frame>
  );
}

/** Opens the numbers to call from wherever a leader may need them. */
export function CallButton() {
  const { go } = useHere();
  return (
    <button type="button" class="call" onClick={() => go({ name: 'call' })}>
      <strong>
        <span aria-hidden="true">☎</span> {t('call.title')}
      </strong>
    </button>
  );
}
