import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { formatDay } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { CallButton } from '../../phone/call.tsx';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { countOverdue, dueItems, endOfWeek } from '../../phone/due-rules.ts';
import { LockButton } from '../../phone/frame.tsx';
import { dueGoals } from '../../phone/talk/her-talks.ts';
import { WomenToTalkWith } from '../../phone/talk/women-to-talk-with.tsx';
import type { WrongTries } from '../../unlock/unlock.ts';
import { WrongTriesTold } from '../../unlock/wrong-tries.tsx';
import { agendas, freshnesses } from '../../workspace/row-kinds.ts';
import { unassignedUrgentCases } from '../cases/urgent-cases.ts';
import { ChildrenToAsk } from '../children/children-to-ask-link.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { QuestionsOnToday } from '../questions/questions-on-today.tsx';
import { cases, collectives, practices } from '../row-kinds.ts';
import { t } from '../text.ts';
import { DueItem } from './due.tsx';
import { DueGoals } from './due-goals.tsx';
import { Meetings } from './meetings.tsx';
import { NoGroup } from './no-group.tsx';
import { Tiles } from './tiles.tsx';
import { UnsentWork } from './unsent-work.tsx';
import { JustTaken, Taken, UrgentCase } from './urgent-case-cards.tsx';

/** How many due items and goals the first page shows at most; the others are a tap away. */
const maxShown = 2;

/** What has been overdue for more days is not on the first page: it would push out the work of today. */
const maxDaysLate = 30;

/**
 * The home screen of the leader's phone, "Today": what she has to do, what is unsent, and the ways to everything
 * else.
 */
export function Today({
  wrongTries,
}: {
  /** The failed tries to unlock the phone between the previous unlocking and this one; undefined if there were none, or they were shown already. */
  readonly wrongTries: WrongTries | undefined;
}) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const today = todayInIndia();
  // Whether the phone has ever read from the server: before that it knows no groups and no cases.
  const hasRead = workspace.rows.get(freshnesses, 'all') !== undefined;
  const due = dueItems(workspace.rows.all(cases), workspace.rows.get(agendas, 'all')?.items ?? []);
  return (
    <Frame
      title={t('home.title')}
      back={undefined}
      foot={
        <div class="foot">
          <button type="button" class="second danger" onClick={() => go({ name: 'find', isForHelp: true })}>
            {t('find.forHelp')}
          </button>
        </div>
      }
    >
      <p class="soft">{formatDay(today, language())}</p>
      {wrongTries !== undefined && <WrongTriesTold of={wrongTries} />}
      {workspace.rows.all(collectives).length === 0 && <NoGroup />}
      {unassignedUrgentCases(workspace.rows).map((file) => (
        <UrgentCase key={file.id} file={file} />
      ))}
      <JustTaken />
      <Meetings today={today} />
      <QuestionsOnToday />
      <UnsentWork />
      <Tiles overdueItemCount={countOverdue(due, today)} />
      <ChildrenToAsk />
      <WomenToTalkWith />
      <DueThisWeek due={due} today={today} />
      <Taken />
      <QuestionsOnToday areAnswered />
      <div class="at-hand">
        <CallButton />
        <LockButton />
      </div>
      {hasRead && <PracticeOffer />}
    </Frame>
  );
}

/** What is due in cases this week, and goals that women want to reach, as far as there is room: coming dates first, then dates that have passed lately. */
function DueThisWeek({ due, today }: { readonly due: ReturnType<typeof dueItems>; readonly today: string }) {
  const { workspace } = useHere();
  const isNear = (on: string): boolean => on >= addDays(today, -maxDaysLate) && on <= endOfWeek(today);
  const shownDue = due
    .filter(({ on }) => isNear(on))
    .sort((a, b) => Number(a.on < today) - Number(b.on < today))
    .slice(0, maxShown);
  const shownGoals = dueGoals(workspace)
    .filter(({ by }) => isNear(by))
    .slice(0, maxShown - shownDue.length);
  if (shownDue.length + shownGoals.length === 0) return null;
  return (
    <>
      <h2>{t('today.week')}</h2>
      {shownDue.map((item, index) => (
        <DueItem key={`${item.caseId} ${item.kind} ${index}`} item={item} today={today} />
      ))}
      <DueGoals goals={shownGoals} today={today} />
    </>
  );
}

/** Offers the leader to practise, until she has practised or skipped it. */
function PracticeOffer() {
  const { workspace, go } = useHere();
  if (workspace.rows.get(practices, 'all') !== undefined) return null;
  // If the phone has no room, the offer stays.
  const skip = () => void workspace.rows.put(practices, 'all', { isOver: true }).catch(() => {});
  return (
    <div class="at-hand">
      <button type="button" class="second" onClick={() => go({ name: 'practice' })}>
        {t('practice.offer')}
      </button>
      <button type="button" class="quiet" onClick={skip}>
        {t('practice.skip')}
      </button>
    </div>
  );
}
