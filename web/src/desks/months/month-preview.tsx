import type { Api } from '../../api/client.ts';
import type { Column } from '../../design/table/table-columns.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { fileValue, formatValue } from '../../months/format-published.ts';
import { previewedSnapshot, type Snapshot } from '../../months/published.ts';
import { RoadBars } from '../../months/road-bars.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

type Indicator = Snapshot['indicators'][number];

/** The numbers that the month would have if it closed now. */
export function MonthPreview({ api, month }: { readonly api: Api; readonly month: string }) {
  const preview = useRead(['preview', month], async () => {
    const { snapshot } = await api.request('GET /api/snapshots/preview', { query: { month } });
    // The contract gives the preview's snapshot no type.
    return previewedSnapshot.parse(snapshot);
  });
  return (
    <>
      <p>{t('preview.explain')}</p>
      <Reading of={preview}>
        {(snapshot) => (
          <>
            <h3>{t('preview.road')}</h3>
            <RoadBars snapshot={snapshot} />
            <PreviewTable of={snapshot.indicators} />
          </>
        )}
      </Reading>
    </>
  );
}

function PreviewTable({ of: indicators }: { readonly of: readonly Indicator[] }) {
  const language = useLanguage();
  return (
    <DeskTable
      list="preview"
      // The rows are indicators, so no record of a person is downloaded.
      loggedIdsOf={() => []}
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
            cell: (indicator) => formatValue(indicator[period], indicator.unit, language),
            isNumber: true,
            exported: (indicator) => fileValue(indicator[period]),
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
