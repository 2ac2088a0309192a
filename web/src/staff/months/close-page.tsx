import { useState } from 'preact/hooks';
import { addMonths } from '../../../../functions/domain/calendar.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { Choice } from '../../design/field.tsx';
import type { Column } from '../../design/table.tsx';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { fileValue, formatMonth, formatValue } from '../../months/format-published.ts';
import { type Snapshot, snapshot } from '../../months/published.ts';
import { openAddress } from '../../session/desk-address.ts';
import { DeskTable } from '../frame/desk-table.tsx';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { Corrections } from './corrections.tsx';
import { Findings } from './findings.tsx';
import { byFinding, lists, stateOf } from './findings-rules.ts';

type CloseProps = {
  readonly api: Api;
  /** `YYYY-MM`; without it the month whose close comes next. */
  readonly month: string | undefined;
};

/** The day of the next month on which a month closes by itself. */
const closeDay = '05';

/** The coordinator's page that closes a month, as a checklist with a preview; after it, corrections. */
export function Close({ api, month: addressed }: CloseProps) {
  const language = useLanguage();
  const today = todayInIndia();
  const now = today.slice(0, 7);
  // A year back: older months are closed, and change by a correction alone.
  const months = Array.from({ length: 12 }, (_, index) => addMonths(now, -index));
  // Until the day on which it closes, the month before is the one that closes next.
  const next = addMonths(now, today.slice(8) < closeDay ? -1 : 0);
  const month = months.find((one) => one === addressed) ?? next;
  const [onlyOpen, setOnlyOpen] = useState(false);
  const preview = useRead(['preview', month], () =>
    api.request('GET /api/snapshots/preview', { query: { month } }),
  );
  const explanations = useRead(['explanations', month], () =>
    api.request('GET /api/snapshots/{month}/explanations', { path: { month } }),
  );
  const names = useRead(['names'], () => readNames(api));
  const explained = byFinding(explanations.data?.items ?? []);
  return (
    <>
      <div class="fields">
        <Choice
          name="month"
          label={t('month')}
          value={month}
          options={months.map((one) => [one, formatMonth(one, language)])}
          onChoose={(chosen) => openAddress('close', chosen)}
        />
        <Choice
          name="show"
          label={t('findings.show')}
          value={onlyOpen ? 'open' : ''}
          options={[
            ['', t('every')],
            ['open', t('findings.onlyOpen')],
          ]}
          onChoose={(value) => setOnlyOpen(value === 'open')}
        />
      </div>
      <p class="notice">
        {t(month < next ? 'close.closed' : 'close.waitsForNone', {
          date: formatDate(`${addMonths(month, 1)}-${closeDay}`, language),
        })}
      </p>
      <Reading of={preview}>
        {({ quality, snapshot: ofMonth }) => (
          <>
            <h2>{t('quality')}</h2>
            <Summary of={lists.map((list) => stateOf(list, quality, explained))} />
            <ol class="checklist">
              {lists.map((list) => {
                const { count, explained: explainedCount, open } = stateOf(list, quality, explained);
                return (
                  <li key={`${month} ${list}`} class={open === 0 ? 'done' : ''}>
                    <h3>
                      <Badge tone={open === 0 ? 'good' : 'care'}>
                        {open === 0 ? t('findings.done') : t('findings.open', { count: open })}
                      </Badge>{' '}
                      {t(`quality.${list}`)}
                    </h3>
                    <p class="soft">{t(`quality.${list}.do`)}</p>
                    {count > 0 && (
                      <Fold label="findings.list">
                        <Findings
                          api={api}
                          month={month}
                          list={list}
                          quality={quality}
                          explained={explained}
                          explainedCount={explainedCount}
                          onlyOpen={onlyOpen}
                          names={names.data}
                          onExplained={() => explanations.refetch()}
                        />
                      </Fold>
                    )}
                  </li>
                );
              })}
            </ol>
            <Fold label="preview">
              <p>{t('preview.explain')}</p>
              <Preview snapshot={snapshot.parse(ofMonth)} />
            </Fold>
          </>
        )}
      </Reading>
      <Corrections api={api} />
    </>
  );
}

type SummaryProps = { readonly of: readonly ReturnType<typeof stateOf>[] };

/** How much is still to be looked at, and that none of it keeps the month open. */
function Summary({ of }: SummaryProps) {
  const open = of.reduce((sum, one) => sum + one.open, 0);
  const explained = of.reduce((sum, one) => sum + one.explained, 0);
  return (
    <p>
      <strong>
        {open === 0
          ? t('findings.allDone')
          : t('findings.sum', { open, lists: of.filter((one) => one.open > 0).length })}
      </strong>{' '}
      {explained > 0 && t('findings.known', { count: explained })} {open > 0 && t('findings.may')}
    </p>
  );
}

type Indicator = Snapshot['indicators'][number];

/** The month's numbers as they are now. */
function Preview({ snapshot: { indicators } }: { readonly snapshot: Snapshot }) {
  const language = useLanguage();
  return (
    <DeskTable
      list="preview"
      idsOf={() => []}
      caption={t('preview')}
      empty={t('nothing')}
      rows={indicators}
      keyOf={({ code }) => code}
      columns={[
        {
          key: 'indicator',
          title: t('indicator'),
          value: ({ title }) => title[language],
          exported: true,
        },
        ...(['month', 'financialYear', 'toDate'] as const).map(
          (period): Column<Indicator> => ({
            key: period,
            title: t(period),
            cell: (one) => formatValue(one[period], one.unit, language),
            isNumber: true,
            exported: (one) => fileValue(one[period]),
          }),
        ),
        {
          key: 'target',
          title: t('target'),
          cell: ({ target, unit }) => (target === null ? '–' : formatValue(target, unit, language)),
          isNumber: true,
          exported: ({ target }) => target ?? undefined,
        },
      ]}
    />
  );
}

/** What records are called, by their ids: codes, and names of collectives. */
async function readNames(api: Api): Promise<ReadonlyMap<string, string>> {
  const [collectives, members, cases] = await Promise.all([
    readList(api, 'GET /api/collectives', {}),
    readList(api, 'GET /api/members', {}),
    readList(api, 'GET /api/cases', {}),
  ]);
  return new Map([
    ...collectives.items.map(({ id, name }) => [id, name] as const),
    ...members.items.map(({ id, code }) => [id, code] as const),
    ...cases.items.map(({ id, code }) => [id, code] as const),
  ]);
}
