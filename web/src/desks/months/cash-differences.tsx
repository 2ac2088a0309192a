import { useState } from 'preact/hooks';
import { daysBetween, monthOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { Card, Cards } from '../../design/card.tsx';
import { DateText } from '../../design/date.tsx';
import { formatDay } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CashAmount } from '../books/sheets/cash-difference.tsx';
import { useCodes } from '../frame/codes.ts';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { AskLeader } from '../questions/ask-leader.tsx';
import { t } from '../text.ts';
import { type Difference, DifferenceDetails, differencesList, shownPaise } from './difference-details.tsx';
import { ExplanationChoice } from './explanation-choice.tsx';
import { linkOf } from './findings-rules.ts';

/** What a question to the leader is about: the cash of the meeting or, since a voucher has no meeting, of the month. */
const aboutDifference = ({ id, record, on }: Difference) =>
  record === 'voucher'
    ? ({ kind: 'cash', month: monthOf(on) } as const)
    : ({ kind: 'cash', meetingId: id } as const);

/** Reads the cash differences, of any month, that nobody has explained or settled. */
export const readDifferences = (api: Api) => readList(api, 'GET /api/cash-differences', {});

/** How many reasons are read without a tap. The others are a tap away, because the API logs the reading of each sheet. */
const maxReasons = 5;

/** A difference older than this is shown as a line, not as a card: it has been read before. */
const recentDays = 31;

/** In days. */
const ageOf = ({ on }: Difference): number => daysBetween(on, todayInIndia());
const isRecent = (difference: Difference): boolean => ageOf(difference) <= recentDays;

/** A difference that the coordinator has explained since she opened the page, and how. */
type Explained = { readonly difference: Difference; readonly why: 'checked' | 'known' | 'later' };

/**
 * The first section of the coordinator's first page: the counts of a group's cash that differ from its books, until somebody has explained or
 * settled them. Nothing if there are none.
 */
export function OpenDifferences({ api, mayExplain }: { readonly api: Api; readonly mayExplain: boolean }) {
  const differences = useRead([differencesList], () => readDifferences(api));
  // What the coordinator has explained stays on the page until she leaves it, so that she can still change the explanation.
  const [explained, setExplained] = useState<readonly Explained[]>([]);
  const groups = useCodes(
    api,
    (differences.data?.items ?? []).map(({ collectiveId }) => collectiveId),
  );
  return (
    <Reading of={differences}>
      {({ items, isWhole }) => {
        // If the list was read again since, it no longer has the differences that she explained.
        const noLongerInList = explained
          .map(({ difference }) => difference)
          .filter(({ id }) => !items.some((item) => item.id === id));
        const shown = [...items, ...noLongerInList];
        if (shown.length === 0) return null;
        const openCount = shown.length - explained.length;
        const newestFirst = shown.toSorted((a, b) => b.on.localeCompare(a.on));
        const recent = newestFirst.filter(isRecent);
        const old = newestFirst.filter((difference) => !isRecent(difference));
        const onExplained = (difference: Difference, why: Explained['why']): void =>
          setExplained((before) => [
            ...before.filter((one) => one.difference.id !== difference.id),
            { difference, why },
          ]);
        const propsOf = (difference: Difference) => ({
          api,
          difference,
          name: groups?.get(difference.collectiveId)?.name ?? t('finding.cashDifferences'),
          why: explained.find((one) => one.difference.id === difference.id)?.why,
          ...(mayExplain ? { onExplained: (why: Explained['why']) => onExplained(difference, why) } : {}),
        });
        return (
          <section aria-label={t('quality.cashDifferences')}>
            <h2>
              {t('quality.cashDifferences')} {openCount > 0 && <Badge tone="count">{openCount}</Badge>}
            </h2>
            <p class="soft">
              {t(mayExplain ? 'quality.cashDifferences.do' : 'quality.cashDifferences.do.area')}
            </p>
            {!isWhole && <p class="warning">{t('more')}</p>}
            {recent.length > 0 && (
              <Cards>
                {recent.map((difference, index) => (
                  <RecentDifference
                    key={difference.id}
                    {...propsOf(difference)}
                    isReasonRead={index < maxReasons}
                  />
                ))}
              </Cards>
            )}
            {old.length > 0 && (
              <ul class="dates">
                {old.map((difference) => (
                  <OldDifference key={difference.id} {...propsOf(difference)} />
                ))}
              </ul>
            )}
          </section>
        );
      }}
    </Reading>
  );
}

type OpenDifferenceProps = {
  readonly api: Api;
  readonly difference: Difference;
  /** The name of its group; until that is read, a general word. */
  readonly name: string;
  /** Undefined if the reader may not explain the difference. */
  readonly onExplained?: OnExplained;
  /** How the coordinator has explained it since she opened the page; undefined if she has not. */
  readonly why: Explained['why'] | undefined;
};
type OnExplained = (why: Explained['why']) => unknown;

/** A card with everything about the difference. */
function RecentDifference({
  api,
  difference,
  name,
  isReasonRead,
  onExplained,
  why,
}: OpenDifferenceProps & { readonly isReasonRead: boolean }) {
  const language = useLanguage();
  return (
    <Card
      title={<a href={linkOf({ kind: differencesList, ...difference }).href}>{name}</a>}
      foot={onExplained && <Explain api={api} difference={difference} why={why} onExplained={onExplained} />}
    >
      <p>{formatDay(difference.on, language)}</p>
      <DifferenceDetails api={api} difference={difference} isReasonRead={isReasonRead} />
      <Ask api={api} difference={difference} />
    </Card>
  );
}

/** A line with the difference and its age. A press shows the rest. */
function OldDifference({ api, difference, name, onExplained, why }: OpenDifferenceProps) {
  return (
    <li>
      <span class="when">
        <a href={linkOf({ kind: differencesList, ...difference }).href}>{name}</a>{' '}
        <CashAmount differencePaise={shownPaise(difference)} />
      </span>
      <span class="what">
        <DateText on={difference.on} /> · {t('difference.age', { count: ageOf(difference) })}
      </span>
      <Fold label="details">
        <DifferenceDetails api={api} difference={difference} />
        <Ask api={api} difference={difference} />
        {onExplained && <Explain api={api} difference={difference} why={why} onExplained={onExplained} />}
      </Fold>
    </li>
  );
}

type DifferenceProps = Pick<OpenDifferenceProps, 'api' | 'difference'>;

/** Whom to call about the difference, and a question to the leader's phone. */
const Ask = ({ api, difference }: DifferenceProps) => (
  <AskLeader
    api={api}
    collectiveId={difference.collectiveId}
    about={aboutDifference(difference)}
    isReadLater
  />
);

const Explain = ({
  api,
  difference,
  why,
  onExplained,
}: DifferenceProps & Pick<OpenDifferenceProps, 'why'> & { readonly onExplained: OnExplained }) => (
  <ExplanationChoice
    api={api}
    month={monthOf(difference.on)}
    list={differencesList}
    recordId={difference.id}
    why={why}
    openPaise={difference.openPaise}
    onExplained={onExplained}
  />
);
