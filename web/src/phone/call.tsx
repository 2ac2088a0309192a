import { phoneNumbers } from '../workspace/row-kinds.ts';
import { useHere } from './context.ts';
import { Frame } from './frame.tsx';
import { t } from './text.ts';

/** The women's helpline, the same in all of India. */
const helpline = '181';
/** The emergency number, the same in all of India. */
const emergency = '112';

/** On the leader's phone: the telephone numbers that she can call, even without a data connection. */
export function CallLinks() {
  const { workspace } = useHere();
  const coordinator = workspace.rows.get(phoneNumbers, 'all')?.coordinator;
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

/** On the leader's phone: a link that calls a telephone number. */
export function CallLink({ label, number }: { readonly label: string; readonly number: string }) {
  // `+91 98480-12345` is dialled as `+919848012345`.
  const dialled = number.replaceAll(/[^+\d]/g, '');
  return (
    <a class="call" href={`tel:${dialled}`}>
      <span>{label}</span> <strong>☎ {number}</strong>
    </a>
  );
}

/** The leader's screen of telephone numbers to call. */
export function Call() {
  return (
    <Frame title={t('call.title')} back={{ name: 'home' }}>
      <CallLinks />
    </Frame>
  );
}

/** The leader's button that opens the telephone numbers to call, wherever she may need them. */
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
