import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { Table } from '../../design/table/table.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import { type Snapshot, snapshot, type VersionOfMonth } from '../../months/published.ts';
import { createReports, newestVersions, readHistory } from '../../months/reports.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { Written } from '../frame/written.tsx';
import { t } from '../text.ts';
import { type CorrectionChange, changesOf, hasFewChangedRecords } from './correction-changes.ts';

/** A correction whose changes the coordinator sees before she requests the correction. */
type ProposedCorrection = {
  readonly next: Snapshot;
  readonly reason: string;
  readonly changes: readonly CorrectionChange[];
};

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
    async (one) => (await reports.read(one.month, one.version)).snapshot,
  );
  // The contract gives the preview's snapshot no type.
  const next = snapshot.parse(preview.snapshot);
  return { next, changes: changesOf(next, history) };
}

type ProposedChangesProps = {
  readonly api: Api;
  readonly proposal: ProposedCorrection;
  readonly onCancel: () => void;
  readonly onRequested: () => Promise<void>;
};

/** The numbers that a proposed correction would change, and the button that requests it. */
function ProposedChanges({ api, proposal, onCancel, onRequested }: ProposedChangesProps) {
  const language = useLanguage();
  const { next, reason, changes } = proposal;
  const { month, version } = next;
  const title = t('corrections.changes', { month: formatMonth(month, language) });
  // The focus moves to the heading, so that screen readers read the proposal next.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [proposal]);
  return (
    <section class="correction" aria-labelledby="correction">
      <h3 id="correction" tabIndex={-1} ref={heading}>
        {title}
      </h3>
      <p>{t('corrections.version', { version, reason })}</p>
      {changes.length === 0 ? (
        <p>{t('corrections.none')}</p>
      ) : (
        <Table
          caption={title}
          empty={t('nothing')}
          rows={changes}
          keyOf={({ indicator, period }) => `${indicator.code} ${period}`}
          columns={[
            { key: 'indicator', title: t('indicator'), value: ({ indicator }) => indicator.title[language] },
            { key: 'period', title: t('period'), value: ({ period }) => t(period) },
            {
              key: 'was',
              title: t('was'),
              cell: ({ indicator, was }) => formatValue(was, indicator.unit, language),
              isNumber: true,
            },
            {
              key: 'now',
              title: t('now'),
              cell: ({ indicator, now }) => formatValue(now, indicator.unit, language),
              isNumber: true,
            },
          ]}
        />
      )}
      <Revisions of={next} />
      <p class="soft">{t('corrections.targets')}</p>
      {/* The funder sees both versions. A difference that few records make may show what became of one woman. */}
      {hasFewChangedRecords(next) && <p class="warning">{t('corrections.few')}</p>}
      <Form
        label="corrections.send"
        submit="corrections.send"
        onSend={async (_data, id) => {
          await api.request('POST /api/snapshots/{month}/corrections', {
            path: { month },
            body: { id, reason },
          });
          await onRequested();
        }}
      >
        {null}
      </Form>
      <button type="button" class="second small" onClick={onCancel}>
        {t('corrections.cancel')}
      </button>
    </section>
  );
}

/** The numbers of earlier months that have changed since they were published: the new version publishes these changes too. */
function Revisions({ of: { revisions, indicators } }: { readonly of: Snapshot }) {
  const language = useLanguage();
  if (revisions.length === 0) return null;
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  return (
    <>
      <h4>{t('corrections.revisions')}</h4>
      <Table
        caption={t('corrections.revisions')}
        empty={t('nothing')}
        rows={revisions}
        keyOf={(row) => `${row.month} ${row.code}`}
        columns={[
          {
            key: 'month',
            title: t('month'),
            value: (row) => row.month,
            cell: (row) => formatMonth(row.month, language),
          },
          {
            key: 'indicator',
            title: t('indicator'),
            value: (row) => byCode.get(row.code)?.title[language] ?? row.code,
          },
          {
            key: 'was',
            title: t('was'),
            cell: (row) => formatValue(row.was, byCode.get(row.code)?.unit ?? '', language),
            isNumber: true,
          },
          {
            key: 'now',
            title: t('now'),
            cell: (row) => formatValue(row.now, byCode.get(row.code)?.unit ?? '', language),
            isNumber: true,
          },
        ]}
      />
    </>
  );
}
