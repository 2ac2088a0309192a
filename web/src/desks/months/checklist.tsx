import type { ComponentChildren } from 'preact';
import { monthOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { hrefOf } from '../../session/desk-address.ts';
import { StateCoordinators } from '../areas/state-coordinators.tsx';
import { Fold } from '../frame/fold.tsx';
import { t } from '../text.ts';
import { readDifferences } from './cash-differences.tsx';
import {
  countFindings,
  countSheetsToCome,
  type FindingList,
  findingLists,
  type MonthFindings,
  whatToDo,
} from './findings-rules.ts';

/*
 * The checklist of the page before a month's close: the state of each list, and a summary of all. findings.tsx shows the findings of a
 * list.
 */

/** What was found in a month, and what the checklist shows besides. */
export type FoundInMonth = MonthFindings & {
  /** How many cash differences of earlier months nobody has settled or explained. */
  readonly earlierDifferences: number;
  /** How many pairs of records may be one woman's, apart from the pairs in the month's list. At most a hundred are counted. */
  readonly furtherPairs: number;
};

/** Reads what was found in a month for the checklist. */
export const readFindings = async (api: Api, month: string): Promise<FoundInMonth> => {
  const [found, differences, pairs] = await Promise.all([
    api.request('GET /api/findings', { query: { month } }),
    readDifferences(api),
    // One page is enough to say that pairs wait. Further pages would have to be read one after the other.
    api.request('GET /api/same-women', { query: { state: 'open', limit: '100' } }),
  ]);
  return {
    ...found,
    earlierDifferences: differences.items.filter(({ on }) => monthOf(on) < month).length,
    furtherPairs: pairs.items.filter(({ memberIds }) => !hasPair(found, memberIds)).length,
  };
};

/** Whether the month's list has the pair of these two records. */
const hasPair = ({ items }: MonthFindings, ids: readonly string[]): boolean =>
  items.some(
    ({ kind, id, otherId = '' }) => kind === 'likelyDuplicates' && ids.includes(id) && ids.includes(otherId),
  );

/** The state of a list: its open findings, what else is open beside the month's list, and the sheets that are still to come. It is settled if it has none of these. */
function stateOfList(list: FindingList, found: FoundInMonth) {
  const { count, openCount } = countFindings(list, found);
  const earlierCount = list === 'cashDifferences' ? found.earlierDifferences : 0;
  const pairCount = list === 'likelyDuplicates' ? found.furtherPairs : 0;
  const sheetsToCome = countSheetsToCome(list, found);
  const isSettled = openCount + earlierCount + pairCount + sheetsToCome === 0;
  return { count, openCount, earlierCount, pairCount, sheetsToCome, isSettled };
}

/** Whether nothing was found for a list, and no sheet is to come. Such lists stand folded at the end. A list whose findings were settled stays in its place. */
export const isEmpty = (list: FindingList, found: FoundInMonth): boolean => {
  const { count, isSettled } = stateOfList(list, found);
  return isSettled && count === 0;
};

/** The lists for which nothing was found, folded. */
export function EmptyLists({ found, isState }: Pick<ChecklistItemProps, 'found' | 'isState'>) {
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
  /** Whether the reader coordinates the whole state. */
  readonly isState: boolean;
  /** The list itself. */
  readonly children?: ComponentChildren;
};

/** A list's heading, its state, and what to do about it. */
export function ChecklistItem({ list, found, isState, children }: ChecklistItemProps) {
  const { count, openCount, earlierCount, pairCount, sheetsToCome, isSettled } = stateOfList(list, found);
  // If a list waits only for sheets, nobody can tell yet whether it is done.
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

type FindingsSummaryProps = {
  readonly api: Api;
  readonly of: FoundInMonth;
  /** Whether she may say why a finding stays. */
  readonly mayExplain: boolean;
};

/** How many findings all lists have open and explained, and whether all is settled. */
export function FindingsSummary({ api, of: found, mayExplain }: FindingsSummaryProps) {
  const counts = findingLists.map((list) => countFindings(list, found));
  const openCount = counts.reduce((sum, list) => sum + list.openCount, 0);
  const explainedCount = counts.reduce((sum, list) => sum + list.explainedCount, 0);
  const openListCount = counts.filter((list) => list.openCount > 0).length;
  const areAllSettled = findingLists.every((list) => stateOfList(list, found).isSettled);
  return (
    <p>
      <strong>
        {openCount > 0 && t('findings.sum', { open: openCount, lists: openListCount })}
        {areAllSettled && t('findings.allDone')}
      </strong>{' '}
      {found.earlierDifferences > 0 && t('findings.besides', { count: found.earlierDifferences })}{' '}
      {found.furtherPairs > 0 && t('findings.besides.pairs', { count: found.furtherPairs })}{' '}
      {explainedCount > 0 && t('findings.known', { count: explainedCount })}{' '}
      {openCount > 0 && t(mayExplain ? 'findings.may' : 'findings.may.area')}{' '}
      {openCount > 0 && !mayExplain && <StateCoordinators api={api} />}
    </p>
  );
}
