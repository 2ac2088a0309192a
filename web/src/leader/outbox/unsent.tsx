import { useState } from 'preact/hooks';
import { Dialog } from '../../design/dialog.tsx';
import { LongField } from '../../design/fields/field.tsx';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useHere, useStatus } from '../context.ts';
import { Frame, LeaveButton } from '../frame.tsx';
import { t as pastText } from '../past/text.ts';
import type { Screen } from '../screen.ts';
import { t } from '../sheet/text.ts';
import { forgetTalk } from '../talk/her-talks.ts';
import { cases, collectives, members } from '../workspace/row-kinds.ts';
import { moveFutureDatesToToday } from './correct-refused.ts';
import { type DraftOfRefused, draftOfRefused } from './draft-of-refused.ts';
import { inOrder, isUnsent, type Operation, operations } from './operation.ts';
import { RefusalReason } from './refused.tsx';

/** The unsent operations: the state of each, why the server refused it, and what she can do about that. */
export function Unsent({ onSignIn }: { readonly onSignIn: () => Promise<void> }) {
  const { workspace, go } = useHere();
  const { sending, unsent } = useStatus();
  const [toDiscard, setToDiscard] = useState<Operation>();
  const unsentOperations = inOrder(workspace.rows.all(operations).filter(isUnsent));
  const unreadable = workspace.rows.countUnreadable(operations);
  // The refusal (reason, details and figures) is left out, since it is about the former attempt.
  const sendAgain = async (
    { reason, details: _details, figures: _figures, movedOn: _movedOn, ...rest }: Operation,
    body: Operation['body'],
  ) => {
    // The leader corrects the date of a meeting in its draft. Every other date is the day of recording, which is in the future only if the
    // phone's clock was ahead.
    const corrected =
      reason === 'invalid_date' && rest.what !== 'meeting'
        ? moveFutureDatesToToday(body, todayInIndia())
        : body;
    await workspace.rows.put(operations, rest.id, { ...rest, body: corrected, state: 'waiting' });
    workspace.sync();
  };
  const discard = async (operation: Operation) => {
    // The record of a member or a case was stored on the phone when the leader recorded it.
    if (operation.what === 'member') await workspace.rows.remove(members, operation.id);
    if (operation.what === 'case') await workspace.rows.remove(cases, operation.id);
    if (operation.what === 'talk') await forgetTalk(workspace, operation.entities[0] ?? '', operation.id);
    await workspace.rows.remove(operations, operation.id);
    setToDiscard(undefined);
    workspace.sync();
  };
  return (
    <Frame title={pastText('waiting.title')} back={{ name: 'home' }}>
      {unsent === 0 && <p class="notice">{pastText('waiting.none')}</p>}
      {unsent > 0 && (sending === 'offline' || sending === 'unavailable') && (
        <p class="warning">{pastText(`waiting.${sending}`)}</p>
      )}
      {sending === 'signed_out' && (
        <>
          <p class="warning">{t('waiting.signedOut')}</p>
          {/* Without a network signing in fails, and this screen stays. */}
          <button type="button" class="primary" onClick={() => void onSignIn().catch(() => {})}>
            {t('waiting.signIn')}
          </button>
        </>
      )}
      {unreadable > 0 && <p class="warning">{pastText('waiting.unreadable', { count: unreadable })}</p>}
      <ul class="plain">
        {unsentOperations.map((operation) => (
          <li key={operation.id}>
            <strong>{pastText(`what.${operation.what}`)}</strong> <span>{describe(operation)}</span>{' '}
            <span class="state">{t(`state.${operation.state}`)}</span>
            {operation.state === 'needs_fix' && <RefusalReason operation={operation} />}
            {operation.state === 'conflict' && (
              <button
                type="button"
                class="primary"
                onClick={() => go({ name: 'reconcile', id: operation.id })}
              >
                {pastText('waiting.settle')}
              </button>
            )}
            {operation.state === 'needs_fix' && (
              <>
                <CorrectRefused draft={draftOfRefused(workspace.rows, operation)} onGo={go} />
                <SendAgain operation={operation} onSend={sendAgain} />
                <button type="button" class="quiet" onClick={() => setToDiscard(operation)}>
                  {pastText('waiting.discard')}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      <button type="button" class="second" disabled={sending === 'sending'} onClick={workspace.lookAgain}>
        {unsent > 0 ? pastText('waiting.sendNow') : t('home.lookAgain')}
      </button>
      {toDiscard !== undefined && (
        <Dialog
          title={pastText('waiting.discardTitle')}
          confirm={t('waiting.discardSure')}
          isGrave
          corner={<LeaveButton />}
          onConfirm={() => discard(toDiscard)}
          onCancel={() => setToDiscard(undefined)}
        >
          <p>
            <strong>{pastText(`what.${toDiscard.what}`)}</strong> {describe(toDiscard)}
          </p>
          <p>{pastText('waiting.discardExplain')}</p>
        </Dialog>
      )}
    </Frame>
  );

  /** What an operation is about: a woman, or a group with the day of its sheet. Empty for operations of cases, so that nobody's name is shown. */
  function describe({ what, entities, body }: Operation): string {
    // The first entity of an answer is the group that was asked.
    if (what === 'meeting' || what === 'reversal' || what === 'question_answer') {
      const name = workspace.rows.get(collectives, entities[0] ?? '')?.name ?? '';
      return `${name} ${typeof body.heldOn === 'string' ? formatDate(body.heldOn, language()) : ''}`;
    }
    // An `entry_reversal` takes back a child or an observation of its schooling.
    const isAboutChild = what === 'child' || what === 'schooling' || what === 'entry_reversal';
    // The code alone: the list says of her that she talked.
    if (what === 'talk') return workspace.rows.get(members, entities[0] ?? '')?.code ?? '';
    if (what !== 'member' && !isAboutChild) return '';
    // The entities of an operation about a child are the child and its mother.
    const memberId = isAboutChild ? entities[1] : entities[0];
    return workspace.rows.get(members, memberId ?? '')?.name ?? '';
  }
}

/** The button that opens the refused operation as a draft, or the other draft that takes its place. */
function CorrectRefused({
  draft,
  onGo,
}: {
  readonly draft: DraftOfRefused | undefined;
  readonly onGo: (screen: Screen) => void;
}) {
  if (draft === undefined) return null;
  return (
    <>
      {draft.hasOtherDraft && <p class="warning">{t('waiting.draftFirst')}</p>}
      <button
        type="button"
        class="primary"
        onClick={() =>
          void draft.storeDraft().then(
            () => onGo(draft.screen),
            // The phone is full, which the frame shows.
            () => {},
          )
        }
      >
        {pastText(draft.hasOtherDraft ? 'waiting.toDraft' : 'waiting.mend')}
      </button>
    </>
  );
}

/** The button that sends a refused operation again: unchanged, or with its text as corrected here. */
function SendAgain({
  operation,
  onSend,
}: {
  readonly operation: Operation;
  readonly onSend: (operation: Operation, body: Operation['body']) => Promise<void>;
}) {
  const { body } = operation;
  // A note on a case has a `text`; an operation that takes something back has a `reason`.
  const takesBack =
    operation.what === 'entry_reversal' || (operation.what === 'case_event' && typeof body.text !== 'string');
  const field = takesBack ? 'reason' : 'text';
  const written = body[field];
  // Undefined for an operation without such a text: then it can only be sent unchanged.
  const [text, setText] = useState(typeof written === 'string' ? written : undefined);
  return (
    <>
      {text !== undefined && <LongField name="note" label={t('cases.note')} text={text} onText={setText} />}
      <button
        type="button"
        class="second"
        disabled={text?.trim() === ''}
        onClick={() =>
          void onSend(operation, text === undefined ? body : { ...body, [field]: text }).catch(() => {})
        }
      >
        {pastText('waiting.again')}
      </button>
    </>
  );
}
