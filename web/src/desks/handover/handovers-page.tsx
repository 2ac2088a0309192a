import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Badge } from '../../design/badge.tsx';
import { InstantText } from '../../design/date.tsx';
import { Empty } from '../../design/empty.tsx';
import { TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { Busy } from '../../design/progress.tsx';
import { formatInstant } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { Fingerprint, fingerprintOf } from './fingerprint.tsx';

type Handover = ItemOf<'GET /api/data-handovers'>;

/** How often the page checks whether the pack, the encrypted file with all data, is made. */
const pollMs = 5_000;

/** A public key of the encryption tool age. */
const keyPattern = /^age1[0-9a-z]{58}$/;

/** The tone of the badge of each state. */
const tones = {
  waiting: 'plain',
  declined: 'plain',
  withdrawn: 'plain',
  making: 'plain',
  made: 'good',
  ended: 'plain',
} as const;

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

function RequestHandover({ api, onDone }: { readonly api: Api; readonly onDone: () => unknown }) {
  /** Undefined until a whole key is typed. */
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

function HandoverState({
  api,
  handover,
  onExpired,
}: {
  readonly api: Api;
  readonly handover: Handover;
  /** Called if the pack turns out to have expired since the page was read. */
  readonly onExpired: () => Promise<unknown>;
}) {
  const language = useLanguage();
  const {
    id,
    state,
    askedAt,
    recipientFingerprint,
    until,
    bytes = 0,
    sha256,
    furtherArchives = [],
  } = handover;
  const archiveCount = 1 + furtherArchives.length;
  const hashes = [sha256, ...furtherArchives.map((archive) => archive.sha256)];
  const totalBytes = furtherArchives.reduce((sum, archive) => sum + archive.bytes, bytes);
  /** @param archive its number, from 1 */
  const fetchArchive = async (archive: number): Promise<void> => {
    const made = await api.request('GET /api/data-handovers/{id}', { path: { id } });
    const { link } = [made, ...(made.furtherArchives ?? [])][archive - 1] ?? {};
    // The API gives no link once the pack has expired.
    if (link === undefined) await onExpired();
    else location.assign(link.url);
  };
  return (
    <section aria-labelledby={`handover-${id}`}>
      <h3 id={`handover-${id}`}>
        <InstantText at={askedAt} /> <Badge tone={tones[state]}>{t(`handovers.${state}`)}</Badge>
      </h3>
      <p>
        {t('handovers.fingerprint')}: <Fingerprint of={recipientFingerprint} />
      </p>
      {state === 'making' && <Busy text={t('handovers.soon')} />}
      {state === 'made' && until !== undefined && (
        <>
          <p>
            {t('handovers.until', {
              when: formatInstant(until, language),
              // In megabytes.
              size: (totalBytes / 1_000_000).toFixed(1),
            })}
          </p>
          {archiveCount > 1 && <p>{t('handovers.archives', { total: archiveCount })}</p>}
          {Array.from({ length: archiveCount }, (_, index) => index + 1).map((archive) => (
            <Fragment key={archive}>
              <Form
                label="handovers.fetch"
                submit="handovers.fetch"
                done={null}
                onSend={() => fetchArchive(archive)}
              >
                {archiveCount > 1 && <p>{t('handovers.archive', { archive, total: archiveCount })}</p>}
              </Form>
              <p>
                {t('handovers.sha256')}: <Fingerprint of={hashes[archive - 1] ?? ''} />
              </p>
            </Fragment>
          ))}
        </>
      )}
    </section>
  );
}
