import { Fragment } from 'preact';
import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Badge } from '../../design/badge.tsx';
import { InstantText } from '../../design/date.tsx';
import { Busy } from '../../design/progress.tsx';
import { formatInstant } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';
import { Fingerprint } from './fingerprint.tsx';

type Handover = ItemOf<'GET /api/data-handovers'>;

/** The tone of the badge of each state. */
const tones = {
  waiting: 'plain',
  declined: 'plain',
  withdrawn: 'plain',
  making: 'plain',
  made: 'good',
  ended: 'plain',
} as const;

type HandoverStateProps = {
  readonly api: Api;
  readonly handover: Handover;
  /** Called if the pack turns out to have expired since the page was read. */
  readonly onExpired: () => Promise<unknown>;
};

/** One data handover: its state and, once its pack is made, a button that downloads each archive of the pack. */
export function HandoverState({ api, handover, onExpired }: HandoverStateProps) {
  const language = useLanguage();
  const { id, state, askedAt, recipient, recipientFingerprint, until, bytes = 0, sha256 } = handover;
  // A small pack is one archive. A large one has further archives.
  const archives = [{ bytes, sha256 }, ...(handover.furtherArchives ?? [])];
  const total = archives.length;
  const totalBytes = archives.reduce((sum, archive) => sum + archive.bytes, 0);
  const fetchArchive = async (index: number): Promise<void> => {
    const made = await api.request('GET /api/data-handovers/{id}', { path: { id } });
    const link = index === 0 ? made.link : made.furtherArchives?.[index - 1]?.link;
    // The API gives no link once the pack has expired.
    if (link === undefined) await onExpired();
    else location.assign(link.url);
  };
  return (
    <section aria-labelledby={`handover-${id}`}>
      <h3 id={`handover-${id}`}>
        <InstantText at={askedAt} /> <Badge tone={tones[state]}>{t(`handovers.${state}`)}</Badge>
      </h3>
      {recipient !== undefined && (
        <p>
          {t('handovers.recipient')}: {recipient}
        </p>
      )}
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
          {total > 1 && <p>{t('handovers.archives', { total })}</p>}
          {archives.map((archive, index) => (
            <Fragment key={index}>
              <Form
                label="handovers.fetch"
                submit="handovers.fetch"
                done={null}
                onSend={() => fetchArchive(index)}
              >
                {total > 1 && <p>{t('handovers.archive', { archive: index + 1, total })}</p>}
              </Form>
              <p>
                {t('handovers.sha256')}: <Fingerprint of={archive.sha256 ?? ''} />
              </p>
            </Fragment>
          ))}
        </>
      )}
    </section>
  );
}
