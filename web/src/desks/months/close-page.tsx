import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { addMonths, monthOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { Choice } from '../../design/fields/field.tsx';
import { oneOf } from '../../design/fields/one-of.ts';
import type { Column } from '../../design/table/table.tsx';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { fileValue, formatMonth, formatValue } from '../../months/format-published.ts';
import { previewedSnapshot, type Snapshot } from '../../months/published.ts';
import { RoadBars } from '../../months/road-bars.tsx';
import { hrefOf, openAddress } from '../../session/desk-address.ts';
import { StateCoordinators } from '../areas/state-coordinators.tsx';
import { useCodes } from '../frame/codes.ts';
import { Fold } from '../frame/fold.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { readDifferences } from './cash-differences.tsx';
import { Corrections } from './corrections.tsx';
import { Findings } from './findings.tsx';
import {
  countFindings,
  countSheetsToCome,
  type FindingList,
  findingLists,
  type MonthFindings,
  namedRecordIds,
  whatToDo,
} from './findings-rules.ts';
import { lastDayBeforeClose, nextToClose } from './next-close.ts';

type ClosePageProps = {
  readonly api: Api;
  /** `YYYY-MM`, from the address; by default the month that closes next. */
  readonly month: string | undefined;
  /** Whether she is the state coordinator, who also previews and corrects months, and explains findings. */
  readonly isState: boolean;
};

/**
 * The coordinator's page before a month's close: a checklist of the findings in her area. The state coordinator's page also has a preview of the
 * month's numbers, and the corrections.
 */
export function ClosePage({ api, month: addressMonth, isState }: ClosePageProps) {
  const language = useLanguage();
  const today = todayInIndia();
  // The last twelve months, the current one included.
  const months = Array.from({ length: 12 }, (_, index) => addMonths(monthOf(today), -index));
  const next = nextToClose(today);
  const month = oneOf(months, addressMonth) ?? next;
  const [onlyOpen, setOnlyOpen] = useState(false);
  const findings = useRead(['findings', month], () => readFindings(api, month));
  const codes = useCodes(api, namedRecordIds(findings.data));
  return (
    <>
      <div class="fields">
        <Choice
          name="month"
          label={t('month')}
          value={month}
          options={months.map((option) => [option, formatMonth(option, language)])}
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
      <p class={month < next ? 'notice' : 'warning'}>
        {t(month < next ? 'close.closed' : 'close.closesBy', {
          month: formatMonth(month, language),
          date: formatDate(lastDayBeforeClose(month), language),
        })}
      </p>
      {isState && <WaitsForTerms api={api} month={month} />}
      <h2>{t(month < next ? 'quality.closed' : 'quality')}</h2>
      <Reading of={findings}>
        {(found) => (
          <>
            <FindingsSummary api={api} of={found} mayExplain={isState} />
            <ol class="checklist">
              {findingLists
                .filter((list) => !isEmpty(list, found))
                .map((list) => {
                  const table = (
                    <Findings
                      api={api}
                      month={month}
                      list={list}
                      findings={found}
                      onlyOpen={onlyOpen}
                      mayExplain={isState}
                      codes={codes}
                      onChanged={() => findings.refetch()}
                    />
                  );
                  return (
                    // In another month the list is a new element, folded again.
                    <ChecklistItem key={`${month} ${list}`} list={list} found={found} isState={isState}>
                      {found.counts[list] > 0 &&
                        (list === 'cashDifferences' ? table : <Fold label="findings.list">{table}</Fold>)}
                    </ChecklistItem>
                  );
                })}
            </ol>
            <EmptyLists found={found} isState={isState} />
          </>
        )}
      </Reading>
      {isState && (
        <>
          <Fold label="preview" key={month}>
            <Preview api={api} month={month} />
          </Fold>
          <Corrections api={api} />
        </>
      )}
    </>
  );
}

/** What was found in a month, and how many cash differences of earlier months nobody has settled or explained. */
type FoundInMonth = MonthFindings & {
  readonly earlierDifferences: number;
  /** How many pairs of records may be one woman's, besides those that the month's list has; at most a hundred are counted. */
  readonly furtherPairs: number;
};

const readFindings = async (api: Api, month: string): Promise<FoundInMonth> => {
  const [found, differences, pairs] = await Promise.all([
    api.request('GET /api/findings', { query: { month } }),
    readDifferences(api),
    // One page is enough to say that pairs wait; further ones would be asked one after another.
    api.request('GET /api/same-women', { query: { state: 'open', limit: '100' } }),
  ]);
  return {
    ...found,
    earlierDifferences: differences.items.filter(({ on }) => monthOf(on) < month).length,
    furtherPairs: pairs.items.filter(({ memberIds }) => !hasPair(found, memberIds)).length,
  };
};

const hasPair = ({ items }: MonthFindings, ids: readonly string[]): boolean =>
  items.some(
    ({ kind, id, otherId = '' }) => kind === 'likelyDuplicates' && ids.includes(id) && ids.includes(otherId),
  );

/** The state of a list: its open findings, those left open by earlier months, and the sheets that are still to come. It is settled if it has none of these. */
function stateOfList(list: FindingList, found: FoundInMonth) {
  const { count, openCount } = countFindings(list, found);
  const earlierCount = list === 'cashDifferences' ? found.earlierDifferences : 0;
  const pairCount = list === 'likelyDuplicates' ? found.furtherPairs : 0;
  const sheetsToCome = countSheetsToCome(list, found);
  const isSettled = openCount + earlierCount + pairCount + sheetsToCome === 0;
  return { count, openCount, earlierCount, pairCount, sheetsToCome, isSettled };
}

/** Whether nothing was found for a list, and no sheet is to come: it stands folded at the end. A list whose findings she settled stays in its place. */
const isEmpty = (list: FindingList, found: FoundInMonth): boolean => {
  const { count, isSettled } = stateOfList(list, found);
  return isSettled && count === 0;
};

function EmptyLists({ found, isState }: Pick<ChecklistItemProps, 'found' | 'isState'>) {
  const lists = findingLists.filter((list) => isEmpty(list, found));
  if (lists.length === 0) return null;
  return (
    <Fold label="findings.empty">
      <ol class="checklist">
        {lists.map((list) => (
          <ChecklistItem key={list} list={list} found={found} isState={isState} />
        ))}
      </ol>
    </Fold>
  );
}

type ChecklistItemProps = {
  readonly list: FindingList;
  readonly found: FoundInMonth;
  readonly isState: boolean;
  /** The list itself. */
  readonly children?: ComponentChildren;
};

/** A list's heading, its state, and what to do about it. A list without open findings that still waits for sheets is not called done. */
function ChecklistItem({ list, found, isState, children }: ChecklistItemProps) {
  const { count, openCount, earlierCount, pairCount, sheetsToCome, isSettled } = stateOfList(list, found);
  const unsettledClass = openCount + earlierCount + pairCount === 0 ? 'unknown' : '';
  return (
    <li class={isSettled ? 'done' : unsettledClass}>
      <h3>
        {t(`quality.${list}`)}{' '}
        {openCount > 0 && <Badge tone="care">{t('findings.open', { count: openCount })}</Badge>}{' '}
        {earlierCount > 0 && <Badge tone="care">{t('findings.earlier', { count: earlierCount })}</Badge>}{' '}
        {pairCount > 0 && <Badge tone="care">{t('findings.pairs', { count: pairCount })}</Badge>}{' '}
        {openCount === 0 && sheetsToCome > 0 && (
          <Badge>{t('findings.cannotTell', { count: sheetsToCome })}</Badge>
        )}
        {isSettled && <Badge tone="good">{t(count > 0 ? 'findings.done' : 'findings.noneFound')}</Badge>}
      </h3>
      <p class="soft">
        {whatToDo(list, found, isState)
          .map((key) => t(key))
          .join(' ')}
        {earlierCount > 0 && (
          <>
            {' '}
            <a href={hrefOf('today')}>{t('findings.earlier.see')}</a>
          </>
        )}
        {pairCount > 0 && (
          <>
            {' '}
            <a href={hrefOf('same-women')}>{t('sameWomen')}</a>
          </>
        )}
      </p>
      {children}
    </li>
  );
}

/** Says that a month waits, or will wait, for the programme's names, and leads to where they are recorded. */
function WaitsForTerms({ api, month }: { readonly api: Api; readonly month: string }) {
  const read = useRead(['terms', month], async () => {
    const [{ items }, { terms }] = await Promise.all([
      api.request('GET /api/snapshots', {}),
      api.request('GET /api/programme', {}),
    ]);
    if (items.some((item) => item.month === month && 'waiting' in item)) return 'close.waiting';
    return terms.some(({ from }) => from <= month) ? null : 'close.willWait';
  });
  const text = read.data ?? null;
  return (
    text !== null && (
      <p class="warning" role="status">
        {t(text)} <a href={hrefOf('programme')}>{t('close.terms')}</a>
      </p>
    )
  );
}

type FindingsSummaryProps = {
  readonly api: Api;
  readonly of: FoundInMonth;
  /** Whether she may say why a finding stays. */
  readonly mayExplain: boolean;
};

/** How many findings all lists have open and explained, and whether all is settled. */
function FindingsSummary({ api, of: found, mayExplain }: FindingsSummaryProps) {
  const counts = findingLists.map((list) => countFindings(list, found));
  const openCount = counts.reduce((sum, list) => sum + list.openCount, 0);
  const explainedCount = counts.reduce((sum, list) => sum + list.explainedCount, 0);
  return (
    <p>
      <strong>
        {openCount > 0
          ? t('findings.sum', {
              open: openCount,
              lists: counts.filter((list) => list.openCount > 0).length,
            })
          : findingLists.every((list) => stateOfList(list, found).isSettled) && t('findings.allDone')}
      </strong>{' '}
      {found.earlierDifferences > 0 && t('findings.besides', { count: found.earlierDifferences })}{' '}
      {explainedCount > 0 && t('findings.known', { count: explainedCount })}{' '}
      {openCount > 0 && t(mayExplain ? 'findings.may' : 'findings.may.area')}{' '}
      {openCount > 0 && !mayExplain && <StateCoordinators api={api} />}
    </p>
  );
}

type Indicator = Snapshot['indicators'][number];

/** The numbers that the month would have if it closed now. */
function Preview({ api, month }: { readonly api: Api; readonly month: string }) {
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
