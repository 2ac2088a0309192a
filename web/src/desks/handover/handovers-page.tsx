import { useContext, useEffect, useState } from 'preact/hooks';
import { isRecipientKey } from '../../../../functions/areas/handover/recipient.ts';
import type { Api } from '../../api/client.ts';
import { Empty } from '../../design/empty.tsx';
import { TextField } from '../../design/fields/field.tsx';
import { requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { FieldErrors } from '../../design/fields/labelled-field.tsx';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';
import { createKeyFollower, Fingerprint } from './fingerprint.tsx';
import { HandoverState } from './handover-state.tsx';

/** How often the page checks whether the pack, the encrypted file with all data, is made. */
const pollMs = 5_000;

/** The letters of a public key of the encryption tool age. */
const keyLength = 62;

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

/** What is wrong with a typed key, in words; undefined if it is right. */
function faultOf(key: string): MessageKey | undefined {
  if (isRecipientKey(key)) return undefined;
  // Whoever has the secret key can read everything, so it must not go anywhere.
  if (/^age-secret-key/i.test(key)) return 'handovers.key.secret';
  if (!key.startsWith('age1')) return 'handovers.key.begin';
  return key.length === keyLength ? 'handovers.key.letters' : 'handovers.key.length';
}

type KeyFieldProps = {
  /** Given the fingerprint of the typed key, once the key is whole and right; else undefined. */
  readonly onFingerprint: (fingerprint: string | undefined) => void;
};

/** The field for the recipient's public key. It says what is wrong with a key as soon as it is typed. */
function KeyField({ onFingerprint }: KeyFieldProps) {
  const formErrors = useContext(FieldErrors);
  const [key, setKey] = useState('');
  const [followKey] = useState(() => createKeyFollower(onFingerprint));
  const onType = (text: string): void => {
    const typed = text.trim();
    setKey(typed);
    void followKey(typed);
  };
  // Under four letters nothing can be said yet; the form's own errors show once it is sent.
  const canBeJudged = key.length >= 'age1'.length;
  const fault = faultOf(key);
  // A right key has no error: the server checks it by the same rule.
  const keyErrors = fault === undefined ? {} : { recipientKey: t(fault) };
  return (
    <FieldErrors.Provider value={canBeJudged ? keyErrors : formErrors}>
      <TextField
        name="recipientKey"
        label={t('handovers.key')}
        hint={t('handovers.keyHint')}
        isWide
        onType={onType}
      />
    </FieldErrors.Provider>
  );
}

/** The form that requests a handover to the owner of a public key. It shows the key's fingerprint, to be compared. */
function RequestHandover({ api, onDone }: { readonly api: Api; readonly onDone: () => unknown }) {
  // The fingerprint of the typed key; undefined until a whole key is typed.
  const [fingerprint, setFingerprint] = useState<string>();
  return (
    <Form
      label="handovers.new"
      submit="handovers.ask"
      done="handovers.sent"
      check={(data) => {
        const wrong = faultOf(textOf(data, 'recipientKey') ?? '');
        return wrong === undefined ? {} : { recipientKey: t(wrong) };
      }}
      confirm={(data) => ({
        title: t('handovers.sure'),
        explain: (
          <>
            <p>
              {t('handovers.recipient')}: <strong>{textOf(data, 'recipient')}</strong>
            </p>
            <p>{t('handovers.will')}</p>
            {fingerprint !== undefined && (
              <p>
                {t('handovers.fingerprint')}: <Fingerprint of={fingerprint} />
              </p>
            )}
            <p>{t('handovers.then')}</p>
          </>
        ),
        buttonLabel: t('handovers.ask'),
      })}
      onSend={async (data, id) => {
        await api.request('POST /api/data-handovers', {
          body: {
            id,
            recipient: requiredTextOf(data, 'recipient'),
            recipientKey: requiredTextOf(data, 'recipientKey'),
          },
        });
        setFingerprint(undefined);
        await onDone();
      }}
    >
      <TextField
        name="recipient"
        label={t('handovers.recipient')}
        hint={t('handovers.recipient.hint')}
        isWide
      />
      <KeyField onFingerprint={setFingerprint} />
      <div class="field wide" aria-live="polite">
        {fingerprint !== undefined && (
          <p>
            {t('handovers.fingerprint')}: <Fingerprint of={fingerprint} />
          </p>
        )}
      </div>
    </Form>
  );
}
