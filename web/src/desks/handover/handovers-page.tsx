import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Empty } from '../../design/empty.tsx';
import { TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { Fingerprint, fingerprintOf } from './fingerprint.tsx';
import { HandoverState } from './handover-state.tsx';

/** How often the page checks whether the pack, the encrypted file with all data, is made. */
const pollMs = 5_000;

/** A public key of the encryption tool age. */
const keyPattern = /^age1[0-9a-z]{58}$/;

/** The administrator's page of data handovers: the form that requests one, their states, and the download of the pack. */
export function HandoversPage({ api }: { readonly api: Api }) {
  const handovers = useRead(['handovers'], () => api.request('GET /api/data-handovers', {}));
  const isMaking = handovers.data?.items.some(({ state }) => state === 'making') ?? false;
  useEffect(() => {
    if (!isMaking) return;
    const timer = setInterval(() => void handovers.refetch(), pollMs);
    return () => clearInterval(timer);
  }, [isMaking]);

  return (
    <>
      <p>{t('handovers.explain')}</p>
      <ol>
        <li>{t('handovers.first')}</li>
        <li>{t('handovers.second')}</li>
        <li>{t('handovers.third')}</li>
      </ol>
      <RequestHandover api={api} onDone={() => handovers.refetch()} />
      <h2>{t('handovers.asked')}</h2>
      <Reading of={handovers}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('handovers.none')} />
          ) : (
            items.map((handover) => (
              <HandoverState
                key={handover.id}
                api={api}
                handover={handover}
                onExpired={() => handovers.refetch()}
              />
            ))
          )
        }
      </Reading>
    </>
  );
}

/** The form that requests a handover to the owner of a public key. It shows the key's fingerprint, to be compared. */
function RequestHandover({ api, onDone }: { readonly api: Api; readonly onDone: () => unknown }) {
  // The fingerprint of the typed key; undefined until a whole key is typed.
  const [fingerprint, setFingerprint] = useState<string>();
  const onType = async (text: string): Promise<void> => {
    const key = text.trim();
    setFingerprint(keyPattern.test(key) ? await fingerprintOf(key) : undefined);
  };
  return (
    <Form
      label="handovers.new"
      submit="handovers.ask"
      done="handovers.sent"
      confirm={() => ({
        title: t('handovers.sure'),
        explain: (
          <>
            <p>{t('handovers.will')}</p>
            {fingerprint !== undefined && (
              <p>
                {t('handovers.fingerprint')}: <Fingerprint of={fingerprint} />
              </p>
            )}
          </>
        ),
        buttonLabel: t('handovers.ask'),
      })}
      onSend={async (data, id) => {
        await api.request('POST /api/data-handovers', {
          body: { id, recipientKey: requiredTextOf(data, 'recipientKey') },
        });
        setFingerprint(undefined);
        await onDone();
      }}
    >
      <TextField
        name="recipientKey"
        label={t('handovers.key')}
        hint={t('handovers.keyHint')}
        isWide
        onType={(text) => void onType(text)}
      />
      <p aria-live="polite">
        {fingerprint !== undefined && (
          <>
            {t('handovers.fingerprint')}: <Fingerprint of={fingerprint} />
          </>
        )}
      </p>
    </Form>
  );
}
