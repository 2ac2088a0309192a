import { addDays, addMonths } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { Card, Cards } from '../../design/card.tsx';
import { Empty } from '../../design/empty.tsx';
import { Figure, Figures } from '../../design/figure.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatChange, formatMonth, formatValue } from '../../months/format-published.ts';
import { createReports, readHistory } from '../../months/published.ts';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { isUnassignedUrgent } from '../cases/list/unassigned-rules.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { countOpenFindings } from '../months/findings-rules.ts';
import { type MessageKey, t } from '../text.ts';
import { type DirectorBrief, directorBrief } from './director-rules.ts';

/** The director's page: five headline figures, the largest changes, and what waits for a decision. It prints on one sheet. */
export function Director({ api }: { readonly api: Api }) {
  const brief = useRead(['brief'], () => readBrief(api));
  const decisions = useRead(['decisions'], () => readDecisions(api));
  return (
    <>
      <Reading of={brief}>
        {(found) => (found === null ? <Empty title={t('director.none')} /> : <Numbers of={found} />)}
      </Reading>
      <h2>{t('director.decisions')}</h2>
      <Reading of={decisions}>
        {(waiting) =>
          waiting.length === 0 ? (
            <p>{t('director.nothing')}</p>
          ) : (
            <ul class="points">
              {waiting.map(({ key, count, address }) => (
                <li key={key}>
                  <a href={hrefOf(...address)}>{t(key)}</a> <Badge tone="care">{count}</Badge>
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
      <button type="button" class="second small print" onClick={() => print()}>
        {t('director.print')}
      </button>
    </>
  );
}

function Numbers({ of: { month, figures, changes, revisionCount } }: { readonly of: DirectorBrief }) {
  const language = useLanguage();
  return (
    <>
      <p class="soft">{t('director.of', { month: formatMonth(month, language) })}</p>
      <Cards>
        {figures.map(({ indicator, period, value, change }) => (
          <Card key={indicator.code} title={indicator.title[language]}>
            <Figures>
              <Figure
                label={t(period === 'month' ? 'month' : 'financialYear')}
                value={formatValue(value, indicator.unit, language)}
                change={
                  change === null
                    ? undefined
                    : {
                        difference: change,
                        text: t('director.change', {
                          change: formatChange(change, indicator.unit, language),
                        }),
                      }
                }
              />
            </Figures>
          </Card>
        ))}
      </Cards>
      <h2>{t('director.changes')}</h2>
      {changes.length === 0 ? (
        <p>{t('director.same')}</p>
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

/** A month is closed and published on this day of the next month; two digits, as in a date. */
const closingDay = '05';

type Decision = { readonly key: MessageKey; readonly count: number; readonly address: Address };

/** Counts the records that wait for each decision, and leaves out a decision for which none waits. */
async function readDecisions(api: Api): Promise<Decision[]> {
  const today = todayInIndia();
  // The month that closes next: on the first days of a month, the one before is still open.
  const isBeforeClosing = today.slice(8) < closingDay;
  const month = addMonths(today.slice(0, 7), isBeforeClosing ? -1 : 0);
  const [cases, overdue, approvals, findings] = await Promise.all([
    // The API lists unassigned urgent cases first, so the first page has them.
    api.request('GET /api/cases', { query: { limit: '100' } }),
    api.request('GET /api/agenda', { query: { to: addDays(today, -1) } }),
    readList(api, 'GET /api/approvals', {}),
    api.request('GET /api/findings', { query: { month } }),
  ]);
  const decisions: readonly Decision[] = [
    { key: 'director.urgent', count: cases.items.filter(isUnassignedUrgent).length, address: ['cases'] },
    {
      key: 'director.approvals',
      count: approvals.items.filter(({ mayDecide }) => mayDecide).length,
      address: ['approvals'],
    },
    {
      key: 'director.overdue',
      count: new Set(overdue.items.flatMap((item) => ('caseId' in item ? [item.caseId] : []))).size,
      address: ['cases'],
    },
    {
      key: 'director.findings',
      count: countOpenFindings(findings),
      address: ['close', month],
    },
  ];
  return decisions.filter(({ count }) => count > 0);
}
