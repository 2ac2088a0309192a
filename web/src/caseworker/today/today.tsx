import { Fragment, type JSX } from 'preact';
import { daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import { Badge } from '../../design/badge.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate, formatDay } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { CallButton } from '../../phone/call.tsx';
import { eventsOf } from '../../phone/cases/events-of-case.ts';
import { waitingWords } from '../../phone/cases/waiting-words.ts';
import { useRedrawWhenRowsChange, useStatus } from '../../phone/context.ts';
import { dueItems, endOfWeek } from '../../phone/due-rules.ts';
import { Frame, LockButton } from '../../phone/frame.tsx';
import { dueGoals, womenInTalk, womenToTalkWith } from '../../phone/talk/her-talks.ts';
import { WomenToTalkWith } from '../../phone/talk/women-to-talk-with.tsx';
import { isSeenOn, lastSeenOn } from '../../timeline/counted-events.ts';
import type { WrongTries } from '../../unlock/unlock.ts';
import { WrongTriesTold } from '../../unlock/wrong-tries.tsx';
import { type AgendaItem, agendas, freshnesses } from '../../workspace/row-kinds.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { openVisits } from '../cases/open-visits.ts';
import { openCases } from '../cases/own-cases.ts';
import { waitingCases } from '../cases/taking.ts';
import { useHere } from '../context.ts';
import { type CaseFile, takings, women } from '../row-kinds.ts';
import { t } from '../text.ts';
import { Dial } from '../women/dial.tsx';
import { KnownAs } from '../women/known-as.tsx';
import { placeWords } from '../women/place-words.ts';
import { type AtPlace, type Day, dayOf, type Matter, type Place, type Visit } from './day-rules.ts';
import { Downloading, OnThisPhone } from './on-this-phone.tsx';
import { useOnPhone } from './use-on-phone.ts';

/** The home screen of a caseworker on the road: whom to see, in order, and the ways to everything else. */
export function Today({
  wrongTries,
}: {
  /** The failed tries to unlock the phone since it was last unlocked; undefined if they were shown already. */
  readonly wrongTries: WrongTries | undefined;
}) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const today = todayInIndia();
  const hasRead = workspace.rows.get(freshnesses, 'all') !== undefined;
  const files = openCases(workspace);
  const phoneState = useOnPhone(hasRead ? files : undefined);
  const due = [
    ...dueItems(files, workspace.rows.get(agendas, 'all')?.items ?? []),
    ...files.flatMap((file) => laterVisits(workspace, file)),
  ];
  const placeOf = (memberId: string) => workspace.rows.get(women, memberId);
  const districts = workspace.me()?.scope.districts ?? [];
  const day = dayOf({
    files,
    due,
    placeOf,
    districts,
    today,
    taken: (id) => workspace.rows.get(takings, id)?.on === today,
    seen: (id) => isSeenOn(eventsOf(workspace, id).events, today),
    lastSeenOn: (id) => lastSeenOn(eventsOf(workspace, id).events),
  });
  // The first list stands above the parts of the screen that she seldom uses, the other lists below them.
  const [firstList, ...otherLists] = listsOf(day);
  return (
    <Frame
      title={t('home.title')}
      back={undefined}
      foot={
        <div class="at-hand foot">
          <CallButton />
          <LockButton />
        </div>
      }
    >
      <p class="soft">{formatDay(today, language())}</p>
      {wrongTries !== undefined && <WrongTriesTold of={wrongTries} />}
      {!hasRead && <NothingRead />}
      <Waiting />
      <Downloading state={phoneState} />
      <Begun />
      {firstList}
      <OnThisPhone state={phoneState} />
      <button type="button" class="second" onClick={() => go({ name: 'find' })}>
        {t('find.title')}
      </button>
      {otherLists}
      {hasRead && firstList === undefined && <p>{t('day.nothing')}</p>}
      <WomenToTalkWith isByCode />
      <button type="button" class="second" onClick={() => go({ name: 'cases' })}>
        {t('day.all', { count: files.length })}
      </button>
    </Frame>
  );
}

/** The lists of the day that are not empty, in their order. */
const listsOf = ({ urgent, otherUrgent, places, week, met }: Day): JSX.Element[] => [
  ...(urgent.length + otherUrgent.length === 0
    ? []
    : [<Visits key="urgent" title={t('today.urgent')} visits={urgent} folded={otherUrgent} isUrgent />]),
  ...(places.length === 0 ? [] : [<ByPlace key="places" places={places} />]),
  ...(week.length === 0 ? [] : [<Visits key="week" title={t('day.week')} visits={week} />]),
  ...(met.length === 0 ? [] : [<Visits key="met" title={t('day.met')} visits={met} />]),
];

/** A case's planned visits, without the one that the case itself names (`nextDue`): `dueItems` has that one already. */
const laterVisits = (workspace: Workspace, { id, code = '', nextDue }: CaseFile): AgendaItem[] =>
  openVisits(eventsOf(workspace, id).events)
    .filter((on) => on !== nextDue)
    .map((on) => ({ caseId: id, code, on, kind: 'follow_up' }));

/** Says that the phone is reading for the first time, or that it could not. */
function NothingRead() {
  const { sending } = useStatus();
  return (
    <p class="warning" role="status">
      {t(sending === 'sending' || sending === 'idle' ? 'day.fetching' : 'home.unknown')}
    </p>
  );
}

/** The first page shows at most so many untaken cases; the list of all cases has the others. */
const maxWaiting = 3;

/** The urgent cases of her districts that nobody has taken. */
function Waiting() {
  const { workspace, go } = useHere();
  const items = waitingCases(workspace.rows);
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{t('day.waiting')}</h2>
      {items.slice(0, maxWaiting).map(({ id, code, district, ...waits }) => (
        <button type="button" class="choice visit urgent" key={id} onClick={() => go({ name: 'take', id })}>
          <strong>{waitingWords(waits)}</strong>
          <span class="part">
            {nameDistrict(district)} · <span class="code">{code}</span>
          </span>
        </button>
      ))}
      {items.length > maxWaiting && (
        <button type="button" class="second" onClick={() => go({ name: 'cases' })}>
          {t('unclaimed', { count: items.length })} ›
        </button>
      )}
    </section>
  );
}

/** The talks that she has begun. */
function Begun() {
  const { workspace, go } = useHere();
  const begun = womenInTalk(workspace);
  if (begun.length === 0) return null;
  return (
    <>
      {begun.map(({ id, code }) => (
        <button type="button" class="primary" key={id} onClick={() => go({ name: 'talk', memberId: id })}>
          {t('home.continueTalk', { name: code ?? t('members.noCode') })}
        </button>
      ))}
    </>
  );
}

function Visits({
  title,
  visits,
  folded = [],
  isUrgent = false,
}: {
  readonly title: string;
  readonly visits: readonly Visit[];
  /** Further visits, which a press unfolds. */
  readonly folded?: readonly Visit[];
  readonly isUrgent?: boolean;
}) {
  const count = visits.length + folded.length;
  if (count === 0) return null;
  const row = (visit: Visit) => (
    <VisitRow key={visit.memberId} visit={visit} isUrgent={isUrgent} place={visit.place} />
  );
  return (
    <section>
      <h2>
        {title} <Badge tone={isUrgent ? 'late' : 'count'}>{count}</Badge>
      </h2>
      {visits.map(row)}
      {folded.length > 0 && (
        <details>
          <summary>{t('day.otherUrgent', { count: folded.length })}</summary>
          {folded.map(row)}
        </details>
      )}
    </section>
  );
}

/** The women of whom something is due today or overdue, by place, so that the caseworker travels to each place once. */
function ByPlace({ places }: { readonly places: readonly AtPlace[] }) {
  const count = places.reduce((sum, { visits }) => sum + visits.length, 0);
  return (
    <section>
      <h2>
        {t('day.today')} <Badge tone="count">{count}</Badge>
      </h2>
      {places.map(({ place, visits }) => (
        <Fragment key={place === undefined ? '' : placeWords(place)}>
          {place !== undefined && <h3 class="place">{placeWords(place)}</h3>}
          {visits.map((visit) => (
            <VisitRow key={visit.memberId} visit={visit} />
          ))}
        </Fragment>
      ))}
    </section>
  );
}

/** A woman to see: how she is known, and all that is due in her cases, with how late it is. A tap opens the case of the first matter. */
function VisitRow({
  visit: { memberId, matters },
  isUrgent = false,
  place,
}: {
  readonly visit: Visit;
  readonly isUrgent?: boolean;
  /** Where she is; undefined if the heading says it. */
  readonly place?: Place | undefined;
}) {
  const { workspace, go } = useHere();
  const today = todayInIndia();
  const goal = dueGoals(workspace).find(({ member, by }) => member.id === memberId && by <= endOfWeek(today));
  const codes = new Set(matters.map(({ file }) => file.code ?? t('members.noCode')));
  return (
    <div class={isUrgent ? 'visit urgent' : 'visit'}>
      <button type="button" onClick={() => go({ name: 'case', id: matters[0].file.id })}>
        <KnownAs memberId={memberId} code={[...codes].join(' · ')} />
        {place !== undefined && <span class="part">{placeWords(place)}</span>}
        {matters.map((matter) => (
          <MatterLine key={`${matter.file.id} ${matter.kind} ${matter.on}`} matter={matter} today={today} />
        ))}
        {womenToTalkWith(workspace).some(({ id }) => id === memberId) && (
          <span class="part">{t('day.talk')}</span>
        )}
        {goal !== undefined && (
          <span class="part">
            {t('due.goal')} · {formatDate(goal.by, language())}
          </span>
        )}
      </button>
      <Dial number={workspace.rows.get(women, memberId)?.phone} />
    </div>
  );
}

/** The kind of a case, what is due in it, and how late that is; if nothing is planned, for how long. */
function MatterLine({
  matter: { file, kind, on, missedOn, daysLate, undatedSince },
  today,
}: {
  readonly matter: Matter;
  readonly today: string;
}) {
  const isLongUndated = undatedSince !== undefined && undatedSince < today;
  const unplanned = isLongUndated ? undefined : t('day.unplanned');
  const words = [
    t(`kind.${file.kind}`),
    kind === 'unplanned' ? unplanned : t(`due.${kind}`),
    // For a past day, the badge says how late it is.
    on === undefined || on <= today ? undefined : formatDate(on, language()),
    missedOn && t('day.instead', { date: formatDate(missedOn, language()) }),
  ];
  return (
    <span class="part">
      {words.filter((part) => part !== undefined).join(' · ')}{' '}
      {daysLate > 0 && <Badge tone="care">{t('day.late', { count: daysLate })}</Badge>}
      {isLongUndated && (
        <Badge tone="care">{t('day.undated', { count: daysBetween(undatedSince, today) })}</Badge>
      )}
    </span>
  );
}
