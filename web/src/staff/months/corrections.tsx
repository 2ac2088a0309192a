import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Choice, TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { Table } from '../../design/table.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import {
  createReports,
  newestVersions,
  readHistory,
  type Snapshot,
  snapshot,
  type VersionOfMonth,
} from '../../months/published.ts';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type Change, changesOf } from './correction-changes.ts';

/** A proposed correction, before it is requested. */
type Proposed = {
  readonly next: Snapshot;
  readonly reason: string;
  readonly changes: readonly Change[];
};

/** How often it is looked whether a version that was asked for is published. */
const lookMs = 5_000;

/**
 * The coordinator's page of corrections of published months: shows what would change, then publishes after
 * confirmation.
 */
export function Corrections({ api }: { api: Api }) {
  const language = useLanguage();
  const reports = createReports(api);
  const published = useRead(['published'], () => reports.list());
  const [proposed, setProposed] = useState<Proposed | VersionOfMonth>();

  const wanted = proposed !== undefined && !('next' in proposed) ? proposed : undefined;
  const isThere =
    wanted !== undefined &&
    published.data?.some(({ month, version }) => month === wanted.month && version >= wanted.version);
  const isAwaited = wanted !== undefined && !isThere;
  useEffect(() => {
    if (!isAwaited) return;
    const looking = setInterval(() => void published.refetch(), lookMs);
    return () => clearInterval(looking);
  }, [isAwaited]);

  const propose = async (month: string, reason: string): Promise<void> => {
    const [{ snapshot: proposal }, versions] = await Promise.all([
      api.request('GET /api/snapshots/preview', { query: { month } }),
      reports.list(),
    ]);
    const history = await readHistory(
      versions,
      { publishedBefore: undefined, fromMonth: month },
      async (one) => (await reports.read(one.month, one.version)).snapshot,
    );
    // The contract leaves open what a snapshot of an unpublished month holds.
    const next = snapshot.parse(proposal);
    setProposed({ next, reason, changes: changesOf(next, history) });
  };

  return (
    <>
      <h2>{t('corrections')}</h2>
      <Reading of={published}>
        {(versions) => (
          <>
            <p>{t('corrections.explain')}</p>
            <Form
              label="corrections"
              submit="corrections.show"
              done={null}
              onSend={(data) => propose(textOf(data, 'month') ?? '', textOf(data, 'reason') ?? '')}
            >
              <Choice
                name="month"
                label={t('month')}
                options={newestVersions(versions).map(({ month }) => [month, formatMonth(month, language)])}
              />
              <TextField name="reason" label={t('corrections.reason')} />
            </Form>
            {wanted !== undefined && (
              <p class="notice" role="status">
                {isThere
                  ? t('corrections.there', {
                      month: formatMonth(wanted.month, language),
                      version: wanted.version,
                    })
                  : t('corrections.asked')}
              </p>
            )}
            {proposed !== undefined && 'next' in proposed && (
              <Confirmation
                api={api}
                proposed={proposed}
                onCancel={() => setProposed(undefined)}
                onAsked={async () => {
                  setProposed({ month: proposed.next.month, version: proposed.next.version });
                  await published.refetch();
                }}
              />
            )}
            <Table
              caption={t('published')}
              empty={t('nothing')}
              rows={newestVersions(versions)}
              keyOf={({ month: published }) => published}
              columns={[
                {
                  key: 'month',
                  title: t('month'),
                  value: (one) => one.month,
                  cell: (one) => formatMonth(one.month, language),
                },
                { key: 'version', title: t('version'), value: (one) => one.version },
                { key: 'reason', title: t('reason'), cell: (one) => one.reason ?? '–' },
              ]}
            />
          </>
        )}
      </Reading>
    </>
  );
}

type ConfirmationProps = {
  readonly api: Api;
  readonly proposed: Proposed;
  readonly onCancel: () => void;
  readonly onAsked: () => Promise<void>;
};

function Confirmation({ api, proposed, onCancel, onAsked }: ConfirmationProps) {
  const language = useLanguage();
  const { next, reason, changes } = proposed;
  const { month, version, revisions } = next;
  const byCode = new Map(next.indicators.map((indicator) => [indicator.code, indicator]));
  const title = t('corrections.changes', { month: formatMonth(month, language) });
  // Moves the focus, so that the proposal is read next.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [proposed]);
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
      {revisions.length > 0 && (
        <>
          <h4>{t('corrections.revisions')}</h4>
          <Table
            caption={t('corrections.revisions')}
            empty={t('nothing')}
            rows={revisions}
            keyOf={({ month: earlier, code }) => `${earlier} ${code}`}
            columns={[
              {
                key: 'month',
                title: t('month'),
                value: (one) => one.month,
                cell: (one) => formatMonth(one.month, language),
              },
              {
                key: 'indicator',
                title: t('indicator'),
                value: (one) => byCode.get(one.code)?.title[language] ?? one.code,
              },
              {
                key: 'was',
                title: t('was'),
                cell: (one) => formatValue(one.was, byCode.get(one.code)?.unit ?? '', language),
                isNumber: true,
              },
              {
                key: 'now',
                title: t('now'),
                cell: (one) => formatValue(one.now, byCode.get(one.code)?.unit ?? '', language),
                isNumber: true,
              },
            ]}
          />
        </>
      )}
      <p class="soft">{t('corrections.targets')}</p>
      <Form
        label="corrections.send"
        submit="corrections.send"
        onSend={async (_data, id) => {
          await api.request('POST /api/snapshots/{month}/corrections', {
            path: { month },
            body: { id, reason },
          });
          await onAsked();
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
