import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { Badge } from '../../design/badge.tsx';
import { formatDate, formatDay } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { CallButton } from '../../phone/call.tsx';
import { useRedrawWhenRowsChange, useStatus } from '../../phone/context.ts';
import { countOverdue, dueItems, endOfWeek } from '../../phone/due-rules.ts';
import { LockButton } from '../../phone/frame.tsx';
import { dueGoals, womenInTalk } from '../../phone/talk/her-talks.ts';
import { WomenToTalkWith } from '../../phone/talk/women-to-talk-with.tsx';
import type { WrongTries } from '../../unlock/unlock.ts';
import { WrongTriesTold } from '../../unlock/wrong-tries.tsx';
import { agendas, freshnesses, noteDrafts, planDrafts } from '../../workspace/row-kinds.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { CaseHelpWord } from '../cases/case-help.tsx';
import { helpStateOf, unassignedUrgentCases, urgentCases } from '../cases/urgent-cases.ts';
import { ChildrenToAsk } from '../children/children-to-ask-link.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { collectivesOf } from '../own-collectives.ts';
import { QuestionsOnToday } from '../questions/questions-on-today.tsx';
import { type CaseFile, cases, collectives, enrolmentDrafts, practices, sheetDrafts } from '../row-kinds.ts';
import type { Screen } from '../screen.ts';
import { recordedSheetsOf } from '../sheet/recorded/recorded-sheets.ts';
import { t } from '../text.ts';
import { DueItem } from './due.tsx';
import { DueGoals } from './due-goals.tsx';
import { compareMeetings, type MeetingState, meetingStateOf } from './meeting-days.ts';
import { NoGroup } from './no-group.tsx';
import { useToCollective } from './to-collective.ts';

/** The tiles' icons as SVG paths, since a cheap phone's font may lack symbols. */
const icons = {
  book: 'M6 4h10a2 2 0 0 1 2 2v14H8a2 2 0 0 1-2-2zM6 18a2 2 0 0 1 2-2h10M9.5 8.5h5M9.5 11.5h5',
  women:
    'M8 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 20c0-4 2.5-7 5.5-7s5.5 3 5.5 7zM17 11a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM15.5 13.6c3.5-1 6 2 6 6.4h-5',
  folder: 'M3 7a2 2 0 0 1 2-2h4l2 2.5h8a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM3 10.5h18',
  past: 'M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 7.5V12l3 2',
  find: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20.5 20.5',
  dates: 'M4 6h16v14H4zM4 10.5h16M8 3.5V7M16 3.5V7',
} as const;

/** How many due items and goals the first page shows at most; the others are a tap away. */
const maxShown = 2;
/** The first page does not show what has been overdue for longer: it would push out the work of today. */
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

/** The ways to everything else. The tile of the cases counts all that is overdue in them. */
function Tiles({ overdueItemCount }: { readonly overdueItemCount: number }) {
  const { go } = useHere();
  // Opens a screen of the leader's group. A leader of several groups chooses one first.
  const toCollective = useToCollective();
  const tile = (icon: keyof typeof icons, label: string, onClick: () => void, overdueCount = 0) => (
    <button
      type="button"
      class="tile"
      onClick={onClick}
      {...(overdueCount === 0 ? {} : { 'aria-describedby': 'overdue' })}
    >
      <svg aria-hidden="true" class="icon" viewBox="0 0 24 24">
        <path d={icons[icon]} />
      </svg>
      {label}
      {overdueCount > 0 && (
        <span aria-hidden="true">
          <Badge tone="late">{overdueCount}</Badge>
        </span>
      )}
    </button>
  );
  return (
    <>
      <div class="tiles">
        {tile('book', t('home.meeting'), () => toCollective('sheet'))}
        {tile('women', t('home.members'), () => toCollective('members'))}
        {tile('folder', t('home.cases'), () => go({ name: 'cases' }), overdueItemCount)}
        {tile('past', t('home.past'), () => toCollective('past'))}
        {tile('find', t('home.find'), () => go({ name: 'find' }))}
        {tile('dates', t('home.events'), () => go({ name: 'due' }))}
      </div>
      {overdueItemCount > 0 && (
        <p class="hidden-text" id="overdue">
          {t('today.overdue', { count: overdueItemCount })}
        </p>
      )}
    </>
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

/** An urgent case: what it is, whether somebody has taken it, and its code. A case that nobody has taken stands out. */
function UrgentCase({ file }: { readonly file: CaseFile }) {
  const { go } = useHere();
  return (
    <button
      type="button"
      class={file.isTaken ? 'choice' : 'choice urgent'}
      onClick={() => go({ name: 'case', id: file.id })}
    >
      <span class="who">
        {t(`kind.${file.kind}`)}
        <span class="part code">{file.code ?? t('members.noCode')}</span>
      </span>
      <CaseHelpWord file={file} />
      {!file.isTaken && <span class="part">{t('urgent.see')} ›</span>}
    </button>
  );
}

/** Whether a case was taken in the last seven days. A case that was assigned from the start has no `takenAt`, and is not new. */
const isNewlyTaken = ({ takenAt }: CaseFile): boolean =>
  takenAt !== undefined && Date.parse(takenAt) > Date.now() - 7 * 86_400_000;

/** Her urgent cases that somebody has taken, if they pass the test: help is on its way. */
const takenCases = ({ rows }: Workspace, passes: (file: CaseFile) => boolean): CaseFile[] =>
  urgentCases(rows).filter((file) => helpStateOf(rows, file) === 'taken' && passes(file));

/** The good news: the cases that were newly taken. Until somebody takes a case, it is a red card (`UrgentCase`). */
function JustTaken() {
  const { workspace, go } = useHere();
  return takenCases(workspace, isNewlyTaken).map((file) => (
    <button
      type="button"
      class="choice slim notice"
      key={file.id}
      onClick={() => go({ name: 'case', id: file.id })}
    >
      <span class="code">{file.code ?? t('members.noCode')} ›</span>
      <CaseHelpWord file={file} />
    </button>
  ));
}

/** The cases that were taken earlier, folded. */
function Taken() {
  const { workspace } = useHere();
  const files = takenCases(workspace, (file) => !isNewlyTaken(file));
  if (files.length === 0) return null;
  return (
    <details>
      <summary>
        {t('today.taken')}: {files.length}
      </summary>
      {files.map((file) => (
        <UrgentCase key={file.id} file={file} />
      ))}
    </details>
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

/** The drafts that the leader has begun, and the work that waits to be sent. */
function UnsentWork() {
  const { workspace, go } = useHere();
  const { unsent } = useStatus();
  const drafts = workspace.rows.all(sheetDrafts);
  const enrolment = workspace.rows.get(enrolmentDrafts, 'draft');
  const inTalk = womenInTalk(workspace);
  // A note or a safety plan that she has begun.
  const inCase = workspace.rows
    .all(cases)
    .filter(({ id }) => [noteDrafts, planDrafts].some((kind) => workspace.rows.has(kind, id)));
  if (drafts.length + inTalk.length + inCase.length + unsent === 0 && enrolment === undefined) return null;
  /** The button to go on with a draft. */
  const continueButton = (id: string, label: string, screen: Screen) => (
    <button type="button" class="choice" key={id} onClick={() => go(screen)}>
      <span aria-hidden="true">✎</span> {label}
    </button>
  );
  return (
    <>
      <h2>{t('today.unsent')}</h2>
      {drafts.map(({ id, collectiveId }) =>
        continueButton(
          id,
          t('home.continueSheet', { name: workspace.rows.get(collectives, collectiveId)?.name ?? '–' }),
          { name: 'sheet', collectiveId },
        ),
      )}
      {enrolment !== undefined &&
        continueButton('member', t('home.continueMember'), {
          name: 'enrol',
          collectiveId: enrolment.collectiveId,
        })}
      {inTalk.map(({ id, name }) =>
        continueButton(id, t('home.continueTalk', { name }), { name: 'talk', memberId: id }),
      )}
      {inCase.map(({ id, code, kind }) =>
        continueButton(id, `${code ?? t('members.noCode')} · ${t(`kind.${kind}`)}`, { name: 'case', id }),
      )}
      {unsent > 0 && (
        <button type="button" class="choice" onClick={() => go({ name: 'unsent' })}>
          {t('pill.waiting', { count: unsent })}
        </button>
      )}
    </>
  );
}

/** The day of a group's last meeting, whoever recorded it; undefined if there was none. */
const lastMeetingOn = (workspace: Workspace, collectiveId: string): string | undefined =>
  recordedSheetsOf(workspace.rows, collectiveId)
    .map(({ heldOn }) => heldOn)
    .toSorted()
    .at(-1);

/** The next meeting of each of the leader's groups, the most pressing first. A meeting of today and a late meeting stand out alike. A tap opens the sheet. */
function Meetings({ today }: { readonly today: string }) {
  const { workspace, go } = useHere();
  const groups = collectivesOf(workspace.rows)
    .map(({ id, name, meetingFrequency }) => ({
      id,
      name,
      meeting: meetingStateOf(lastMeetingOn(workspace, id), meetingFrequency, today),
    }))
    .sort((a, b) => compareMeetings(a.meeting, b.meeting));
  if (groups.length === 0) return null;
  return (
    <>
      <h2>{t('today.meetings')}</h2>
      {groups.map(({ id, name, meeting }) => {
        const isDue = meeting.state === 'today' || meeting.state === 'late';
        return (
          <button
            type="button"
            class={`choice slim ${isDue ? 'tonight' : ''}`}
            key={id}
            onClick={() => go({ name: 'sheet', collectiveId: id })}
          >
            <span class="who">
              {name}
              {isDue && <span class="part">{t('today.openSheet')} ›</span>}
            </span>
            <span class="part">{describeMeeting(meeting)}</span>
          </button>
        );
      })}
    </>
  );
}

/** Says when the group meets, or that it met today. If a meeting is late, it says only which day was missed. */
function describeMeeting(meeting: MeetingState): string {
  switch (meeting.state) {
    case 'met_today':
      return `${t('today.met')} ✓`;
    case 'never':
      return t('due.never');
    case 'today':
      return t('today.tonight');
    case 'late':
      return t('today.late', { date: formatDate(meeting.missedOn ?? meeting.on, language()) });
    case 'next':
      return t('today.next', { date: formatDate(meeting.on, language()) });
  }
}
