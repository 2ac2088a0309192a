import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { say } from '../../design/toast.tsx';
import { formatInstant } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { Fingerprint } from '../handover/fingerprint.tsx';
import { t } from '../text.ts';

type Waiting = ItemOf<'GET /api/approvals'>;

type ApprovalsProps = {
  readonly api: Api;
  /** The name of a leader or one of the staff, where the list itself doesn't say it. */
  readonly nameOf?: (id: string) => string | undefined;
};

/** Requests that need a second person, at the desks: those she may decide, and her own. */
export function Approvals({ api, nameOf = () => undefined }: ApprovalsProps) {
  const language = useLanguage();
  const all = useRead(['approvals'], () => readList(api, 'GET /api/approvals', {}));
  /** Who it is about, as far as the reader may know. */
  const handleOf = ({ subject, subjectName, code }: Waiting): string | undefined =>
    subjectName ?? code ?? nameOf(subject);
  const askerOf = ({ askedBy, askedByName }: Waiting): string | undefined => askedByName ?? nameOf(askedBy);
  const decide = (one: Waiting, decision: 'approved' | 'declined') => async () => {
    await api.request('POST /api/approvals/{id}', { path: { id: one.approvalId }, body: { decision } });
    const what = [t(`approval.${one.kind}`), handleOf(one)].filter(Boolean).join(' · ');
    say(t(`approval.${decision}`, { what }));
    await all.refetch();
  };
  return (
    <>
      <p>{t('approvals.explain')}</p>
      <Reading of={all}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="soft">{t('nothing')}</p>
          ) : (
            items.map((one) => (
              <section key={one.approvalId} aria-labelledby={`approval-${one.approvalId}`}>
                <h3 id={`approval-${one.approvalId}`}>{t(`approval.${one.kind}`)}</h3>
                <p>
                  {[handleOf(one), one.role && t(`role.${one.role}`)].filter(Boolean).join(' · ')}
                  {handleOf(one) === undefined && one.of !== 'handover' && <code>{one.subject}</code>}
                </p>
                {one.recipientFingerprint !== undefined && (
                  <>
                    <p>
                      {t('handovers.fingerprint')}: <Fingerprint of={one.recipientFingerprint} />
                    </p>
                    <p>{t('approval.compare')}</p>
                  </>
                )}
                <p class="soft">
                  {askerOf(one) !== undefined && t('approval.askedBy', { who: askerOf(one) ?? '' })}{' '}
                  {formatInstant(one.askedAt, language)}
                </p>
                {one.mayDecide ? (
                  <>
                    <Form
                      label="approval.approve"
                      submit="approval.approve"
                      done={null}
                      confirm={() => ({
                        title: t('approval.ask'),
                        explain: (
                          <p>
                            {[t(`approval.${one.kind}`), handleOf(one)].filter(Boolean).join(' · ')}.{' '}
                            {t('approval.will')}
                          </p>
                        ),
                        confirm: t('approval.yes'),
                      })}
                      onSend={decide(one, 'approved')}
                    >
                      {null}
                    </Form>
                    <Form
                      label="approval.decline"
                      submit="approval.decline"
                      isSecondary
                      done={null}
                      onSend={decide(one, 'declined')}
                    >
                      {null}
                    </Form>
                  </>
                ) : (
                  <p>{t('approval.waits')}</p>
                )}
              </section>
            ))
          )
        }
      </Reading>
    </>
  );
}
