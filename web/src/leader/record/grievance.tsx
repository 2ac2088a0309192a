import { useEffect, useState } from 'preact/hooks';
import { loadConfig } from '../../session/config.ts';
import { CallLink } from '../../unlock/call-link.tsx';
import { RequestForm } from './request-form.tsx';
import { t } from './text.ts';

/**
 * In a woman's record on the leader's phone, the form of a grievance: who reads it, how to complain without this phone,
 * and her words.
 */
export function Grievance({ memberId }: { readonly memberId: string }) {
  const [phone, setPhone] = useState<string>();
  const [isFormOpen, setFormOpen] = useState(false);
  useEffect(
    () =>
      void loadConfig().then(
        ({ auditorPhone }) => setPhone(auditorPhone),
        // Without a network the office's address stands in place of the number.
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
      {isFormOpen ? (
        <RequestForm memberId={memberId} kind="grievance" onBack={() => setFormOpen(false)} />
      ) : (
        <button type="button" class="second" onClick={() => setFormOpen(true)}>
          {t('rights.grievance.begin')}
        </button>
      )}
    </section>
  );
}
