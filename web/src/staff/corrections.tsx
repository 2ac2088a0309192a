import { useEffect, useRef, useState } from 'preact/hooks';
import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { formatMonth, formatValue } from '../months/format.ts';
import { createReports, newestVersions, readHistory, type Snapshot, snapshot } from '../months/published.ts';
import { type Change, changesOf } from './changes.ts';
import { Choice, Field, textOf } from './fields.tsx';
import { Form } from './form.tsx';
import { Reading, useRead } from './reading.tsx';
import { NewForm } from './record-form.tsx';
import { Table } from './table.tsx';
import { t } from './text.ts';

const preview = z.object({ snapshot });

/** A correction as it would be, before anybody has asked for it. */
type Proposed = {
  readonly next: Snapshot;
  readonly reason: string;
  readonly changes: readonly Change[];
};

/** Corrections of published months: what one would change is shown first, and published once it is confirmed. */
export function Corrections({ api }: { api: Api }) {
  const language = useLanguage();
  const reports = createReports(api);
  const published = useRead(['published'], () => reports.list());
  const [proposed, setProposed] = useState<Proposed | 'asked'>();

  const propose = async (month: string, reason: string): Promise<void> => {
    const [{ snapshot: next }, versions] = await Promise.all([
      api.call(preview, { path: `/api/snapshots/preview?month=${month}` }),
      reports.list(),
    ]);
    const history = await readHistory(
      versions,
      { before: undefined, from: month },
      async (one) => (await reports.read(one.month, one.version)).snapshot,
    );
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
                label="month"
                options={newestVersions(versions).map(({ month }) => [month, formatMonth(month, language)])}
              />
              <Field name="reason" label="corrections.reason" />
            </Form>
            {proposed === 'asked' && (
              <p class="notice" role="status">
                {t('corrections.asked')}
              </p>
            )}
            {typeof proposed === 'object' && (
              <Confirmation
                api={api}
                proposed={proposed}
                onCancel={() => setProposed(undefined)}
                onAsked={async () => {
                  setProposed('asked');
                  await published.refetch();
                }}
              />
            )}
            <Table
              caption={t('published')}
              columns={['month', 'version', 'reason']}
              rows={newestVersions(versions).map(({ month, version, reason }) => ({
                key: month,
                cells: [formatMonth(month, language), version, reason ?? '–'],
              }))}
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
  // What is to be confirmed is read next, by eye or by ear.
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
          columns={['indicator', 'period', 'was', 'now']}
          rows={changes.map(({ indicator: { code, title: name, unit }, period, was, now }) => ({
            key: `${code} ${period}`,
            cells: [
              name[language],
              t(period),
              formatValue(was, unit, language),
              formatValue(now, unit, language),
            ],
          }))}
        />
      )}
      {revisions.length > 0 && (
        <>
          <h4>{t('corrections.revisions')}</h4>
          <Table
            caption={t('corrections.revisions')}
            columns={['month', 'indicator', 'was', 'now']}
            rows={revisions.map(({ month: earlier, code, was, now }) => ({
              key: `${earlier} ${code}`,
              cells: [
                formatMonth(earlier, language),
                byCode.get(code)?.title[language] ?? code,
                formatValue(was, byCode.get(code)?.unit ?? '', language),
                formatValue(now, byCode.get(code)?.unit ?? '', language),
              ],
            }))}
          />
        </>
      )}
      <p class="soft">{t('corrections.targets')}</p>
      <NewForm
        api={api}
        label="corrections.send"
        submit="corrections.send"
        path={`/api/snapshots/${month}/corrections`}
        bodyOf={() => ({ reason })}
        onDone={onAsked}
      >
        {null}
      </NewForm>
      <button type="button" class="second small" onClick={onCancel}>
        {t('corrections.cancel')}
      </button>
    </section>
  );
}
