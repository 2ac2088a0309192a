import { useState } from 'preact/hooks';
import { daysBetween, monthOf } from '../../../../functions/shared/calendar/calendar.ts';
import { isCashDifference } from '../../../../functions/shared/kinds/book-entries.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { AnswerOf, ItemOf } from '../../api/routes.ts';
import { translateReason } from '../../books/difference-reasons.ts';
import { Badge } from '../../design/badge.tsx';
import { Card, Cards } from '../../design/card.tsx';
import { DateText } from '../../design/date.tsx';
import { formatDate, formatDay, formatRupees } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CashAmount } from '../books/sheets/cash-difference.tsx';
import { useCodes } from '../frame/codes.ts';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { AskLeader } from '../questions/ask-leader.tsx';
import { t } from '../text.ts';
import { ExplanationChoice } from './explanation-choice.tsx';
import { linkOf } from './findings-rules.ts';

type Difference = ItemOf<'GET /api/cash-differences'>;

/** The name of the list among the lists of findings before a month's close. */
const list = 'cashDifferences';

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

/** A difference that she has explained since she opened the page, and her words. */
type Explained = { readonly difference: Difference; readonly why: 'checked' | 'known' | 'later' };

/**
 * The first section of the coordinator's first page: the counts of a group's cash that differ from its books, until somebody has explained or
 * settled them. Nothing if there are none.
 */
export function OpenDifferences({ api, mayExplain }: { readonly api: Api; readonly mayExplain: boolean }) {
  const differences = useRead([list], () => readDifferences(api));
  // What she has explained stays on the page until she leaves it, so that she can still change her words.
  const [explained, setExplained] = useState<readonly Explained[]>([]);
  const groups = useCodes(
    api,
    (differences.data?.items ?? []).map(({ collectiveId }) => collectiveId),
  );
  return (
    <Reading of={differences}>
      {({ items, isWhole }) => {
        // If the list was read again since, it no longer has what she explained.
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
  /** Undefined if she may not explain it. */
  readonly onExplained?: OnExplained;
  /** How she has explained it just now. */
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
      title={<a href={linkOf({ kind: list, ...difference }).href}>{name}</a>}
      foot={onExplained && <Explain api={api} difference={difference} why={why} onExplained={onExplained} />}
    >
      <p>{formatDay(difference.on, language)}</p>
      <DifferenceDetails api={api} difference={difference} isReasonRead={isReasonRead} />
      <Ask api={api} difference={difference} />
    </Card>
  );
}

/** What is still open of a difference; the whole difference if a later count made up for all of it. */
export const shownPaise = ({ openPaise, differencePaise }: Difference): number =>
  openPaise || differencePaise;

/** A line with the difference and its age. A press shows the rest. */
function OldDifference({ api, difference, name, onExplained, why }: OpenDifferenceProps) {
  return (
    <li>
      <span class="when">
        <a href={linkOf({ kind: list, ...difference }).href}>{name}</a>{' '}
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
    list={list}
    recordId={difference.id}
    why={why}
    openPaise={difference.openPaise}
    onExplained={onExplained}
  />
);

type DifferenceDetailsProps = {
  readonly api: Api;
  readonly difference: Difference;
  /** Whether the reason is read at once, without a tap. */
  readonly isReasonRead?: boolean;
};

/** A cash difference in figures (what was missing or too much, expected, counted, and is still open), and its reason. */
export function DifferenceDetails({ api, difference, isReasonRead = false }: DifferenceDetailsProps) {
  const { differencePaise, openPaise, cashExpectedPaise, cashCountedPaise } = difference;
  const isPartlyOpen = openPaise !== 0 && openPaise !== differencePaise;
  const details = [
    cashExpectedPaise !== undefined && t('difference.expected', { amount: formatRupees(cashExpectedPaise) }),
    // A difference was written, so the cash was counted. Only the counted sum was not written.
    cashCountedPaise === undefined
      ? t('sheet.noSum')
      : t('difference.counted', { amount: formatRupees(cashCountedPaise) }),
    isPartlyOpen && t('difference.open', { amount: formatRupees(Math.abs(openPaise)) }),
  ].filter((detail) => detail !== false);
  return (
    <>
      <p>
        <CashAmount differencePaise={differencePaise} /> {details.join(' · ')}
      </p>
      {difference.isReversed === true && <p class="warning">{t('difference.reversed')}</p>}
      <MadeUp difference={difference} />
      <p>
        <DifferenceReason api={api} difference={difference} isRead={isReasonRead} />
      </p>
    </>
  );
}

/** How much of a difference a later count made up for, with a link to the sheet of that count. */
function MadeUp({
  difference: { collectiveId, differencePaise, openPaise, madeUpBy },
}: Pick<DifferenceDetailsProps, 'difference'>) {
  const language = useLanguage();
  if (madeUpBy === undefined) return null;
  return (
    <p class="warning">
      <a href={linkOf({ kind: list, collectiveId, ...madeUpBy }).href}>
        {t('difference.madeUp', {
          amount: formatRupees(Math.abs(differencePaise - openPaise)),
          date: formatDate(madeUpBy.on, language),
        })}
      </a>{' '}
      {t('difference.madeUp.do')}
    </p>
  );
}

/** The reason of a difference. Only its sheet or voucher has it, which is read at once or when she asks for it. */
function DifferenceReason({
  isRead,
  ...props
}: { readonly isRead: boolean } & Pick<DifferenceDetailsProps, 'api' | 'difference'>) {
  const [isShown, setShown] = useState(isRead);
  return isShown ? (
    <ReadReason {...props} />
  ) : (
    <button type="button" class="link" onClick={() => setShown(true)}>
      {t('difference.show')}
    </button>
  );
}

type Line = NonNullable<AnswerOf<'GET /api/collectives/{id}/meetings/{meetingId}'>['lines']>[number];

/** Reads the sheet or voucher, and shows the reason that its line of the difference gives. */
function ReadReason({ api, difference }: Pick<DifferenceDetailsProps, 'api' | 'difference'>) {
  const language = useLanguage();
  const { id, record, collectiveId } = difference;
  const sheet = useRead(
    ['reason', id],
    async (): Promise<{ lines?: readonly Line[] | undefined }> =>
      record === 'voucher'
        ? api.request('GET /api/collectives/{id}/vouchers/{voucherId}', {
            path: { id: collectiveId, voucherId: id },
          })
        : api.request('GET /api/collectives/{id}/meetings/{meetingId}', {
            path: { id: collectiveId, meetingId: id },
          }),
  );
  return (
    <Reading of={sheet}>
      {({ lines = [] }) =>
        t('difference.reason', {
          reason: lines
            .flatMap((line) =>
              isCashDifference(line) && 'reason' in line ? translateReason(line.reason, language) : [],
            )
            .join(' · '),
        })
      }
    </Reading>
  );
}
