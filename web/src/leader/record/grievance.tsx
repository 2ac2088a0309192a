import { useEffect, useState } from 'preact/hooks';
import { loadConfig } from '../../session/config.ts';
import { CallLink } from '../screens/call.tsx';
import { RequestForm } from './request-form.tsx';
import { t } from './text.ts';

/**
 * In her record on the leader's phone, the form of a grievance: who reads it, the other way than by this phone, and
 * what she wants to say.
 */
export function Grievance({ memberId }: { readonly memberId: string }) {
  const [phone, setPhone] = useState<string>();
  const [isBegun, setBegun] = useState(false);
  useEffect(
    () =>
      void loadConfig().then(
        ({ auditorPhone }) => setPhone(auditorPhone),
        () => {},
      ),
    [],
  );
  return (
    <section>
      <h2>{t('rights.grievance')}</h2>
      <p>{t('rights.grievance.who')}</p>
      <p>{t('rights.grievance.other')}</p>
      {phone === undefined ? (
        <p>{t('rights.grievance.office')}</p>
      ) : (
        <CallLink label={t('rights.grievance.call')} number={phone} />
      )}
      {isBegun ? (
        <RequestForm memberId={memberId} kind="grievance" onBack={() => setBegun(false)} />
      ) : (
        <button type="button" class="second" onClick={() => setBegun(true)}>
          {t('rights.grievance.begin')}
        </button>
      )}
    </section>
  );
}
