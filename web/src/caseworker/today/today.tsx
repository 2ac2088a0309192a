import { Badge } from '../../design/badge.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate, formatDay } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { CallButton } from '../../phone/call.tsx';
import { useRedrawWhenRowsChange, useStatus } from '../../phone/context.ts';
import { dueItems } from '../../phone/due-rules.ts';
import { womenInTalk } from '../../phone/talk/her-talks.ts';
import { WomenToTalkWith } from '../../phone/talk/women-to-talk-with.tsx';
import type { WrongTries } from '../../unlock/unlock.ts';
import { WrongTriesTold } from '../../unlock/wrong-tries.tsx';
import { agendas, freshnesses } from '../../workspace/row-kinds.ts';
import { openCases } from '../cases/own-cases.ts';
import { waitingCases } from '../cases/taking.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { women } from '../row-kinds.ts';
import { t } from '../text.ts';
import { KnownAs } from '../women/known-as.tsx';
import { dayOf, type Visit } from './day-rules.ts';

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
  const due = dueItems(files, workspace.rows.get(agendas, 'all')?.items ?? []);
  const day = dayOf(files, due, today);
  const isFree = [day.urgent, day.today, day.week, day.overdue].every(({ length }) => length === 0);
  return (
    <Frame title={t('home.title')} back={undefined}>
      <p class="soft">{formatDay(today, language())}</p>
      {wrongTries !== undefined && <WrongTriesTold of={wrongTries} />}
      {!hasRead && <NothingRead />}
      <Waiting />
      <Begun />
      <Visits title={t('today.urgent')} visits={day.urgent} isUrgent />
      <Visits title={t('day.today')} visits={day.today} />
      <Visits title={t('day.week')} visits={day.week} />
      <Visits title={t('day.overdue')} visits={day.overdue} />
      {hasRead && isFree && <p>{t('day.nothing')}</p>}
      <WomenToTalkWith isByCode />
      <button type="button" class="second" onClick={() => go({ name: 'find' })}>
        {t('find.title')}
      </button>
      <button type="button" class="second" onClick={() => go({ name: 'cases' })}>
        {t('day.all', { count: files.length })}
      </button>
      <CallButton />
    </Frame>
  );
}

/** Before the first reading. */
function NothingRead() {
  const { sending } = useStatus();
  return (
    <p class="warning" role="status">
      {t(sending === 'sending' || sending === 'idle' ? 'day.fetching' : 'home.unknown')}
    </p>
  );
}

/** The urgent cases of her districts that nobody has taken. */
function Waiting() {
  const { workspace, go } = useHere();
  const items = waitingCases(workspace.rows);
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{t('day.waiting')}</h2>
      {items.map(({ id, code, district, openedOn }) => (
        <button type="button" class="choice visit urgent" key={id} onClick={() => go({ name: 'take', id })}>
          <strong class="known-as">{code}</strong>
          <span class="part">
            {nameDistrict(district)} · {formatDate(openedOn, language())}
          </span>
        </button>
      ))}
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
  isUrgent = false,
}: {
  readonly title: string;
  readonly visits: readonly Visit[];
  readonly isUrgent?: boolean;
}) {
  if (visits.length === 0) return null;
  return (
    <section>
      <h2>
        {title} <Badge tone="count">{visits.length}</Badge>
      </h2>
      {visits.map((visit) => (
        <VisitRow key={visit.file.id} visit={visit} isUrgent={isUrgent} />
      ))}
    </section>
  );
}

/** One line of her day: whom, what is due and since when, which help, where. */
function VisitRow({
  visit: { file, due, daysLate },
  isUrgent,
}: {
  readonly visit: Visit;
  readonly isUrgent: boolean;
}) {
  const { workspace, go } = useHere();
  const district = workspace.rows.get(women, file.memberId)?.district;
  const parts = [
    t(`kind.${file.kind}`),
    district === undefined ? undefined : nameDistrict(district),
    // A visit is what is due most, and the heading says where it is today.
    due === undefined || due.kind === 'follow_up' ? undefined : t(`due.${due.kind}`),
    due === undefined || due.on === todayInIndia() ? undefined : formatDate(due.on, language()),
  ];
  return (
    <button
      type="button"
      class={isUrgent ? 'choice visit urgent' : 'choice visit'}
      onClick={() => go({ name: 'case', id: file.id })}
    >
      <KnownAs file={file} />
      {daysLate > 0 && <Badge tone="care">{t('day.late', { count: daysLate })}</Badge>}
      <span class="part">{parts.filter((part) => part !== undefined).join(' · ')}</span>
    </button>
  );
}
