import { addMonths, financialYearOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { Card, Cards } from '../../design/card.tsx';
import { Empty } from '../../design/empty.tsx';
import { Figure, Figures } from '../../design/figure.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatChange, formatMonth, formatValue } from '../../months/format-published.ts';
import { createReports, readHistory } from '../../months/reports.ts';
import { OfWholeState } from '../areas/of-whole-state.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type DirectorBrief, directorBrief } from './director-rules.ts';

/** The director's page: five headline figures and the largest changes. It prints on one sheet. */
export function Director({ api }: { readonly api: Api }) {
  const brief = useRead(['brief'], () => readBrief(api));
  return (
    <>
      <OfWholeState />
      <Reading of={brief}>
        {(found) => (found === null ? <Empty title={t('director.none')} /> : <Numbers of={found} />)}
      </Reading>
      <button type="button" class="second small print" onClick={() => print()}>
        {t('director.print')}
      </button>
    </>
  );
}

function Numbers({ of: { month, figures, changes, revisionCount } }: { readonly of: DirectorBrief }) {
  const language = useLanguage();
  const names = {
    month: formatMonth(month, language),
    before: formatMonth(addMonths(month, -1), language),
    year: financialYearOf(month),
  };
  return (
    <>
      <p class="soft">{t('director.of', names)}</p>
      <Cards>
        {figures.map(({ indicator, period, value, change }) => (
          <Card key={indicator.code} title={indicator.title[language]}>
            <Figures>
              <Figure
                label={t(period === 'financialYear' ? 'director.year' : 'director.level', names)}
                value={formatValue(value, indicator.unit, language)}
                change={
                  change === null
                    ? undefined
                    : {
                        difference: change,
                        text: t('director.change', {
                          change: formatChange(change, indicator.unit, language),
                          before: names.before,
                        }),
                      }
                }
              />
            </Figures>
          </Card>
        ))}
      </Cards>
      <h2>{t('director.changes', names)}</h2>
      {changes.length === 0 ? (
        <p>{t('director.same', names)}</p>
      ) : (
        <ul class="points">
          {changes.map(({ indicator, was, now }) => (
            <li key={indicator.code}>
              {indicator.title[language]}: {formatValue(was, indicator.unit, language)} →{' '}
              <strong>{formatValue(now, indicator.unit, language)}</strong>
            </li>
          ))}
        </ul>
      )}
      {revisionCount > 0 && <p>{t('director.revisions', { count: revisionCount })}</p>}
    </>
  );
}

async function readBrief(api: Api): Promise<DirectorBrief | null> {
  const reports = createReports(api);
  const versions = await reports.list();
  const newest = versions
    .map(({ month }) => month)
    .toSorted()
    .at(-1);
  if (newest === undefined) return null;
  const history = await readHistory(
    versions,
    // The publications of the newest month and of the one before it, up to the last publication (`undefined`).
    { publishedBefore: undefined, fromMonth: addMonths(newest, -1) },
    async (one) => (await reports.read(one.month, one.version)).snapshot,
  );
  return directorBrief(history) ?? null;
}
