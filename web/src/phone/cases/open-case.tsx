import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { caseKinds, incidents } from '../../../../functions/shared/kinds/case-words.ts';
import { Drawing } from '../../drawings/drawing.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { type NewOperation, operations, requestOf } from '../../outbox/operation.ts';
import type { RowChange } from '../../rows/encrypted-rows.ts';
import { type CaseFile, women } from '../../workspace/row-kinds.ts';
import { CallButton } from '../call.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { saysTheSame } from '../record-once.ts';
import type { CaseProposal } from '../screen.ts';
import { t as talkText } from '../talk/text.ts';
import { t } from './text.ts';
import '../talk/talk.css';

/** The screen that opens a case for a woman: its kind, how urgent it is, and a confirmation. */
export function OpenCase({
  memberId,
  proposal,
  rowOf,
}: {
  readonly memberId: string;
  /** The kind and priority that she is first asked to confirm; she may choose others. */
  readonly proposal: CaseProposal | undefined;
  /** The case as her role stores it. */
  readonly rowOf: (file: CaseFile) => RowChange;
}) {
  const { workspace, go } = useHere();
  const [kind, setKind] = useState(proposal?.kind);
  /** What happened in a crisis; undefined until it was asked, null if she did not say. */
  const [incident, setIncident] = useState<NonNullable<CaseFile['incident']> | null>();
  /** The priority that she is asked to confirm; undefined while she has not chosen one that needs a confirmation (`choose`). */
  const [toConfirm, setToConfirm] = useState(proposal?.priority);
  // The same id at every press, so that pressing twice creates one case.
  const { current: id } = useRef(v7());
  const member = workspace.rows.get(women, memberId);
  // Recording fails only if the phone is full, which the frame shows.
  const open = async (priority: CaseFile['priority']) => {
    if (kind === undefined) return;
    const openedOn = todayInIndia();
    const content = { id, memberId, kind, ...(kind === 'crisis' && incident ? { incident } : {}) };
    const operation: NewOperation = {
      id,
      what: 'case',
      ...requestOf('POST /api/cases', { body: { ...content, priority, openedOn } }),
      entities: [id, memberId],
    };
    // If she went back and presses again, the case that she opened a moment ago is shown.
    const opened = workspace.rows.all(operations).find((one) => saysTheSame(operation, one));
    if (opened !== undefined) return go({ name: 'case', id: opened.id });
    await workspace.record(operation);
    await workspace.rows.putAll([rowOf({ ...content, priority, openedOn, status: 'open' })]);
    go(priority === 'urgent' ? { name: 'case', id } : { name: 'saved' });
  };
  /** She has to confirm an urgent case, since it alerts others, and also a crisis that she does not call urgent. */
  const choose = (priority: CaseFile['priority']) => {
    if (priority === 'urgent' || kind === 'crisis') setToConfirm(priority);
    else void open(priority).catch(() => {});
  };
  const isIncidentAsked = kind === 'crisis' && incident === undefined;
  const drawStep = () => {
    if (kind === undefined) {
      return (
        <>
          <p>{t('cases.which')}</p>
          {caseKinds.map((value) => (
            <button type="button" class="choice" key={value} onClick={() => setKind(value)}>
              {t(`kind.${value}`)}
            </button>
          ))}
        </>
      );
    }
    if (isIncidentAsked) return <IncidentQuestion onAnswer={setIncident} />;
    if (toConfirm === undefined) return <PriorityQuestion kind={kind} onChoose={choose} />;
    return (
      <Confirmation
        kind={kind}
        incident={kind === 'crisis' ? incident : undefined}
        priority={toConfirm}
        onYes={() => void open(toConfirm).catch(() => {})}
        onNo={() => setToConfirm(undefined)}
      />
    );
  };
  // The key of the frame: with each step the frame is a new one, which begins at its top and moves the focus to its heading.
  const step = isIncidentAsked ? 'incident' : (toConfirm ?? kind ?? 'kind');
  return (
    <Frame
      title={t('cases.openTitle', { name: member?.name ?? '' })}
      back={{ name: 'member', id: memberId }}
      isPrivate
      key={step}
    >
      {drawStep()}
    </Frame>
  );
}

/** What happened in a crisis, in pictures; she may leave it out. */
function IncidentQuestion({
  onAnswer,
}: {
  readonly onAnswer: (incident: NonNullable<CaseFile['incident']> | null) => void;
}) {
  return (
    <>
      <h2>{talkText('incident.ask')}</h2>
      <div class="talk-answers incidents">
        {incidents.map((incident) => (
          <button type="button" key={incident} onClick={() => onAnswer(incident)}>
            <Drawing name={`incident-${incident}`} />
            {talkText(`incident.${incident}`)}
          </button>
        ))}
        <button type="button" onClick={() => onAnswer(null)}>
          {talkText('incident.notSaid')}
        </button>
      </div>
      <CallButton />
    </>
  );
}

function PriorityQuestion({
  kind,
  onChoose,
}: {
  readonly kind: CaseFile['kind'];
  readonly onChoose: (priority: CaseFile['priority']) => void;
}) {
  return (
    <>
      <p>{t(`kind.${kind}`)}</p>
      <p>{t('cases.howUrgent')}</p>
      <button type="button" class="choice" onClick={() => onChoose('urgent')}>
        {t('priority.urgent')}
      </button>
      <button type="button" class="choice" onClick={() => onChoose('normal')}>
        {t('priority.normal')}
      </button>
    </>
  );
}

function Confirmation({
  kind,
  incident,
  priority,
  onYes,
  onNo,
}: {
  readonly kind: CaseFile['kind'];
  /** What happened, if she said. */
  readonly incident: CaseFile['incident'] | null;
  readonly priority: CaseFile['priority'];
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  return (
    <>
      <p>
        <strong>
          {t(`kind.${kind}`)} · {incident ? `${talkText(`incident.${incident}`)} · ` : ''}
          {t(`priority.${priority}`)}
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
