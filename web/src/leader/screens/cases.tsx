import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { caseKinds } from '../../../../functions/domain/case-words.ts';
import { designCatalogue } from '../../design/text.ts';
import { loadCatalogue } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { recordCatalogue } from '../../record/text.ts';
import type { EventContent } from '../../timeline/event-body.ts';
import { timelineCatalogue } from '../../timeline/text.ts';
import { useHere, useRedrawOnChange } from '../context.ts';
import { Frame, Gone } from '../frame.tsx';
import { requestOf } from '../outbox/operation.ts';
import { WhoLookedAtCase } from '../record/who-looked-at-case.tsx';
import { agendas, type CaseFile, cases, members, noteDrafts } from '../row-kinds.ts';
import type { CaseProposal } from '../screen.ts';
import { t } from '../text.ts';
import { urgentCases } from '../urgent-cases.ts';
import { CallButton } from './call.tsx';
import { CaseEntries, CaseFacts } from './case-entries.tsx';
import { CaseHelpStatus, CaseHelpWord } from './case-help.tsx';
import { CaseTimeline } from './case-timeline.tsx';

/** The leader's screen of her cases, by their codes, so that nobody who looks over her shoulder reads a name. */
export function Cases() {
  const { workspace, go } = useHere();
  useRedrawOnChange();
  const urgent = urgentCases(workspace.rows);
  const files = [
    ...urgent,
    ...workspace.rows
      .all(cases)
      .filter(({ id }) => !urgent.some((file) => file.id === id))
      .toSorted(
        (a, b) =>
          Number(a.status === 'closed') - Number(b.status === 'closed') ||
          b.openedOn.localeCompare(a.openedOn),
      ),
  ];
  return (
    <Frame title={t('cases.title')} back={{ name: 'home' }}>
      {files.length === 0 && <p>{t('cases.none')}</p>}
      {files.map((file) => (
        <button type="button" class="choice" key={file.id} onClick={() => go({ name: 'case', id: file.id })}>
          {file.code ?? t('members.noCode')} · {t(`kind.${file.kind}`)}
          <span class="part">
            {file.priority === 'urgent' && `${t('priority.urgent')} · `}
            {t(`status.${file.status}`)}
          </span>
          <CaseHelpWord file={file} />
        </button>
      ))}
      <p>{t('cases.how')}</p>
      <button type="button" class="second" onClick={() => go({ name: 'find' })}>
        {t('find.title')}
      </button>
      <CallButton />
      <button type="button" class="second" onClick={() => go({ name: 'emergency' })}>
        {t('cases.emergency')}
      </button>
    </Frame>
  );
}

export function OpenCase({
  memberId,
  proposal,
}: {
  readonly memberId: string;
  /** Chosen already, and asked first; she may choose otherwise. */
  readonly proposal: CaseProposal | undefined;
}) {
  const { workspace, go } = useHere();
  const [kind, setKind] = useState(proposal?.kind);
  const [asked, setAsked] = useState(proposal?.priority);
  // Pressing twice creates one case.
  const { current: id } = useRef(v7());
  const member = workspace.rows.get(members, memberId);
  const open = async (priority: CaseFile['priority']) => {
    if (kind === undefined) return;
    const openedOn = todayInIndia();
    await workspace.record({
      id,
      what: 'case',
      ...requestOf('POST /api/cases', { body: { id, memberId, kind, priority, openedOn } }),
      entities: [id, memberId],
    });
    const file = { id, memberId, kind, priority, openedOn, status: 'open', isTaken: false } as const;
    await workspace.rows.put(cases, id, file);
    go(priority === 'urgent' ? { name: 'case', id } : { name: 'saved' });
  };
  /** She confirms first that a case is urgent, since that alerts others, and that a crisis is not urgent. */
  const choose = (priority: CaseFile['priority']) => {
    if (priority === 'urgent' || kind === 'crisis') setAsked(priority);
    else void open(priority).catch(() => {});
  };
  // Another key is another frame, which begins at its top and moves the focus to its heading.
  const step = asked ?? kind ?? 'kind';
  return (
    <Frame
      title={t('cases.openTitle', { name: member?.name ?? '' })}
      back={{ name: 'member', id: memberId }}
      key={step}
    >
      {kind !== undefined && asked !== undefined ? (
        <Sure
          kind={kind}
          priority={asked}
          onYes={() => void open(asked).catch(() => {})}
          onNo={() => setAsked(undefined)}
        />
      ) : kind === undefined ? (
        <>
          <p>{t('cases.which')}</p>
          {caseKinds.map((value) => (
            <button type="button" class="choice" key={value} onClick={() => setKind(value)}>
              {t(`kind.${value}`)}
            </button>
          ))}
        </>
      ) : (
        <>
          <p>{t(`kind.${kind}`)}</p>
          <p>{t('cases.howUrgent')}</p>
          <button type="button" class="choice" onClick={() => choose('urgent')}>
            {t('priority.urgent')}
          </button>
          <button type="button" class="choice" onClick={() => choose('normal')}>
            {t('priority.normal')}
          </button>
        </>
      )}
    </Frame>
  );
}

function Sure({
  kind,
  priority,
  onYes,
  onNo,
}: {
  readonly kind: CaseFile['kind'];
  readonly priority: CaseFile['priority'];
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  return (
    <>
      <p>
        <strong>
          {t(`kind.${kind}`)} · {t(`priority.${priority}`)}
        </strong>
      </p>
      <p class="warning">{t(`sure.${priority}`)}</p>
      <button type="button" class="primary" onClick={onYes}>
        {t('sure.yes')}
      </button>
      <button type="button" class="second" onClick={onNo}>
        {t('sure.no')}
      </button>
      <p>{t('sure.call')}</p>
      <CallButton />
    </>
  );
}

/** The leader's screen of one case; loaded with the texts of its timeline when it is first opened. */
export async function loadCase() {
  await Promise.all([timelineCatalogue, designCatalogue, recordCatalogue].map(loadCatalogue));
  return CaseScreen;
}

function CaseScreen({ id }: { readonly id: string }) {
  const { workspace, go } = useHere();
  const [isNamed, setNamed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  useRedrawOnChange();
  const file = workspace.rows.get(cases, id);
  if (file === undefined) return <Gone />;
  // Follow-ups are in `nextDue`, which knows what she has just recorded; all other dates are the server's.
  const due = (workspace.rows.get(agendas, 'all')?.items ?? []).filter(
    ({ caseId, kind }) => caseId === id && kind !== 'follow_up',
  );
  const add = async (event: EventContent) => {
    const eventId = v7();
    setBusy(true);
    await record(eventId, event).catch(() => setBusy(false));
  };
  const record = async (eventId: string, event: EventContent) => {
    await workspace.record({
      id: eventId,
      what: 'case_event',
      ...requestOf('POST /api/cases/{id}/events', {
        path: { id },
        body: { id: eventId, on: todayInIndia(), ...event },
      }),
      entities: [id],
    });
    if (event.type === 'follow_up') {
      const { nextDue, ...rest } = file;
      const isEarlier = nextDue === undefined || event.due < nextDue;
      // It has taken place, or it is set and stands beside one that is set already.
      await workspace.rows.put(
        cases,
        id,
        event.done === true ? rest : { ...rest, nextDue: isEarlier ? event.due : nextDue },
      );
    }
    if (event.type === 'note') await workspace.rows.remove(noteDrafts, id);
    go({ name: 'saved' });
  };
  return (
    <Frame title={file.code ?? t('members.noCode')} back={{ name: 'cases' }}>
      <CaseHelpStatus file={file} />
      <CaseFacts file={file} due={due} />
      {isNamed ? (
        <p class="notice">{workspace.rows.get(members, file.memberId)?.name ?? t('members.noCode')}</p>
      ) : (
        <button type="button" class="quiet" onClick={() => setNamed(true)}>
          {t('cases.whose')}
        </button>
      )}
      {file.status !== 'closed' && (
        <CaseEntries
          nextDue={file.nextDue}
          isBusy={isBusy}
          begun={workspace.rows.get(noteDrafts, id)?.text}
          onType={(text) => {
            // A draft, at each key press: stored without drawing the screen again.
            void (text === ''
              ? workspace.rows.remove(noteDrafts, id)
              : workspace.rows.putQuietly(noteDrafts, id, { text }));
            workspace.storeUnsentWork();
          }}
          onAdd={add}
        />
      )}
      <CaseTimeline caseId={id} />
      <WhoLookedAtCase caseId={id} />
    </Frame>
  );
}
