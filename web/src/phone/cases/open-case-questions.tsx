import { incidents } from '../../../../functions/shared/kinds/case-words.ts';
import { Drawing } from '../../drawings/drawing.tsx';
import type { CaseFile } from '../../workspace/row-kinds.ts';
import { CallButton } from '../call.tsx';
import { t as talkText } from '../talk/text.ts';
import { t } from './text.ts';

/** The questions of the screen that opens a case (open-case.tsx). */

/** What happened in a crisis, in pictures; she may leave it out. */
export function IncidentQuestion({
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

export function PriorityQuestion({
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

export function Confirmation({
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
