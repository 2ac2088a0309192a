import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { Table } from '../../design/table/table.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { snapshot, type VersionOfMonth } from '../../months/published.ts';
import { createReports, newestVersions, readHistory } from '../../months/reports.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { Written } from '../frame/written.tsx';
import { t } from '../text.ts';
import { changesOf } from './correction-changes.ts';
import { ProposedChanges, type ProposedCorrection } from './proposed-changes.tsx';

/** How often the page checks whether the requested version is published. */
const pollMs = 5_000;

/**
 * The coordinator's form that corrects a published month: shows which numbers would change, and requests a new version
 * after confirmation.
 */
export function Corrections({ api }: { api: Api }) {
  const language = useLanguage();
  const publishedVersions = useRead(['published'], () => createReports(api).list());
  const [proposal, setProposal] = useState<ProposedCorrection>();
  const [requestedVersion, setRequestedVersion] = useState<VersionOfMonth>();
  // A newer version than the requested one contains the correction too.
  const isPublished =
    requestedVersion !== undefined &&
    publishedVersions.data?.some(
      ({ month, version }) => month === requestedVersion.month && version >= requestedVersion.version,
    ) === true;
  const isAwaited = requestedVersion !== undefined && !isPublished;
  useEffect(() => {
    if (!isAwaited) return;
    const timer = setInterval(() => void publishedVersions.refetch(), pollMs);
    return () => clearInterval(timer);
  }, [isAwaited]);
  return (
    <>
      <h2>{t('corrections')}</h2>
      <Reading of={publishedVersions}>
        {(versions) => (
          <>
            <p>{t('corrections.explain')}</p>
            <Form
              label="corrections"
              submit="corrections.show"
              done={null}
              onSend={async (data) => {
                const proposed = await readProposal(api, requiredTextOf(data, 'month'));
                setRequestedVersion(undefined);
                setProposal({ ...proposed, reason: requiredTextOf(data, 'reason') });
              }}
            >
              <Choice
                name="month"
                label={t('month')}
                options={newestVersions(versions).map(({ month }) => [month, formatMonth(month, language)])}
              />
              <TextField name="reason" label={t('corrections.reason')} />
            </Form>
            {requestedVersion !== undefined && (
              <p class="notice" role="status">
                {isPublished
                  ? t('corrections.there', {
                      month: formatMonth(requestedVersion.month, language),
                      version: requestedVersion.version,
                    })
                  : t('corrections.asked')}
              </p>
            )}
            {proposal !== undefined && (
              <ProposedChanges
                api={api}
                proposal={proposal}
                onCancel={() => setProposal(undefined)}
                onRequested={async () => {
                  setRequestedVersion({ month: proposal.next.month, version: proposal.next.version });
                  setProposal(undefined);
                  await publishedVersions.refetch();
                }}
              />
            )}
            <Table
              caption={t('published')}
              empty={t('nothing')}
              rows={newestVersions(versions)}
              keyOf={({ month }) => month}
              columns={[
                {
                  key: 'month',
                  title: t('month'),
                  value: (row) => row.month,
                  cell: (row) => formatMonth(row.month, language),
                },
                { key: 'version', title: t('version'), value: (row) => row.version },
                {
                  key: 'reason',
                  title: t('reason'),
                  cell: ({ reason }) => <Written text={reason} />,
                  isSentence: true,
                },
              ]}
            />
          </>
        )}
      </Reading>
    </>
  );
}

/** The snapshot that a correction of the month would publish now, and what it would change. */
async function readProposal(api: Api, month: string): Promise<Omit<ProposedCorrection, 'reason'>> {
  const reports = createReports(api);
  const [preview, versions] = await Promise.all([
    api.request('GET /api/snapshots/preview', { query: { month } }),
    reports.list(),
  ]);
  const history = await readHistory(
    versions,
    // `undefined`: up to the last publication.
    { publishedBefore: undefined, fromMonth: month },
    async (published) => (await reports.read(published.month, published.version)).snapshot,
  );
  // The contract gives the preview's snapshot no type.
  const next = snapshot.parse(preview.snapshot);
  return { next, changes: changesOf(next, history) };
}
