import { useEffect, useRef } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Table } from '../../design/table/table.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import type { Snapshot } from '../../months/published.ts';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';
import { type CorrectionChange, hasFewChangedRecords } from './correction-changes.ts';

/** A correction whose changes the coordinator sees before she requests the correction. */
export type ProposedCorrection = {
  readonly next: Snapshot;
  readonly reason: string;
  readonly changes: readonly CorrectionChange[];
};

type ProposedChangesProps = {
  readonly api: Api;
  readonly proposal: ProposedCorrection;
  readonly onCancel: () => void;
  readonly onRequested: () => Promise<void>;
};

/** The numbers that a proposed correction would change, and the button that requests it. */
export function ProposedChanges({ api, proposal, onCancel, onRequested }: ProposedChangesProps) {
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
