import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { caseKinds } from '../../../../functions/shared/kinds/case-words.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { type NewOperation, operations, requestOf } from '../../outbox/operation.ts';
import type { RowChange } from '../../rows/encrypted-rows.ts';
import { type CaseFile, women } from '../../workspace/row-kinds.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { saysTheSame } from '../record-once.ts';
import type { CaseProposal } from '../screen.ts';
import { t } from './text.ts';
import '../talk/talk.css';
import { Confirmation, IncidentQuestion, PriorityQuestion } from './open-case-questions.tsx';

/**
 * Records a new case on the phone, which then sends it.
 * @returns the id of the same case, if she went back and pressed again: then nothing is recorded
 */
async function recordNewCase(
  workspace: Workspace,
  content: Omit<CaseFile, 'status'>,
  rowOf: (file: CaseFile) => RowChange,
): Promise<string | undefined> {
  const operation: NewOperation = {
    id: content.id,
    what: 'case',
    ...requestOf('POST /api/cases', { body: content }),
    entities: [content.id, content.memberId],
  };
  const existing = workspace.rows.all(operations).find((one) => saysTheSame(operation, one));
  if (existing !== undefined) return existing.id;
  await workspace.record(operation);
  await workspace.rows.putAll([rowOf({ ...content, status: 'open' })]);
  return undefined;
}

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
    const said = kind === 'crisis' && incident ? { incident } : {};
    const content = { id, memberId, kind, ...said, priority, openedOn: todayInIndia() };
    const existingId = await recordNewCase(workspace, content, rowOf);
    if (existingId !== undefined) return go({ name: 'case', id: existingId });
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
