import { CallLink, EmergencyLinks } from '../unlock/call-link.tsx';
import { phoneNumbers } from '../workspace/row-kinds.ts';
import { useHere } from './context.ts';
import { Frame } from './frame.tsx';
import { t } from './text.ts';

/** On the leader's phone: the telephone numbers that she can call, even without a data connection. */
export function CallLinks() {
  const { workspace } = useHere();
  const coordinator = workspace.rows.get(phoneNumbers, 'all')?.coordinator;
  return (
    <>
      {coordinator !== undefined && <CallLink label={t('call.coordinator')} number={coordinator} />}
      <EmergencyLinks />
      <details class="part">
        <summary>{t('call.stays')}</summary>
        <p>{t('call.delete')}</p>
      </details>
    </>
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
