import { useState } from 'preact/hooks';
import { Dialog } from '../../design/dialog.tsx';
import { LongField } from '../../design/fields/field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { inOrder, isUnsent, type Operation, operations } from '../../outbox/operation.ts';
import { LeaveButton } from '../../shell/leave-bar.tsx';
import type { Workspace } from '../../workspace/workspace.ts';
import { useHere, usePhone, useStatus } from '../context.ts';
import { Frame, NetworkButton } from '../frame.tsx';
import type { SharedScreen } from '../screen.ts';
import { moveFutureDatesToToday } from './move-future-dates.ts';
import { RefusalReason } from './refused.tsx';
import { t } from './text.ts';
import type { DraftOfRefused, UnsentRole } from './unsent-role.ts';

/** The unsent operations: the state of each, why the server refused it, and what she can do about that. */
export function Unsent<Screen>({
  onSignIn,
  role,
}: {
  readonly onSignIn: () => Promise<void>;
  readonly role: UnsentRole<Screen>;
}) {
  const { workspace } = usePhone<Screen | SharedScreen>();
  const { sending, isOffline, unsent } = useStatus();
  const [toDiscard, setToDiscard] = useState<Operation>();
  const unsentOperations = inOrder(workspace.rows.all(operations).filter(isUnsent));
  const unreadable = workspace.rows.countUnreadable(operations);
  const discard = async (operation: Operation) => {
    await role.discard(workspace, operation);
    await workspace.rows.remove(operations, operation.id);
    setToDiscard(undefined);
    workspace.sync();
  };
  return (
    <Frame title={t('waiting.title')} back={{ name: 'home' }}>
      {unsent === 0 && <p class="notice">{t('waiting.none')}</p>}
      {(isOffline || (unsent > 0 && sending === 'unavailable')) && (
        <p class="warning">{t(isOffline ? 'waiting.offline' : 'waiting.unavailable')}</p>
      )}
      {sending === 'signed_out' && (
        <>
          <p class="warning">{t('waiting.signedOut')}</p>
          <NetworkButton label={t('waiting.signIn')} onPress={onSignIn} />
        </>
      )}
      {unreadable > 0 && <p class="warning">{t('waiting.unreadable', { count: unreadable })}</p>}
      <ul class="plain">
        {unsentOperations.map((operation) => (
          <UnsentOperation
            key={operation.id}
            operation={operation}
            role={role}
            onDiscard={() => setToDiscard(operation)}
          />
        ))}
      </ul>
      <button type="button" class="second" disabled={sending === 'sending'} onClick={workspace.lookAgain}>
        {unsent > 0 ? t('waiting.sendNow') : t('home.lookAgain')}
      </button>
      {toDiscard !== undefined && (
        <Dialog
          title={t('waiting.discardTitle')}
          confirm={t('waiting.discardSure')}
          isGrave
          corner={<LeaveButton />}
          onConfirm={() => discard(toDiscard)}
          onCancel={() => setToDiscard(undefined)}
        >
          <p>
            <strong>{t(`what.${toDiscard.what}`)}</strong> {role.describe(workspace.rows, toDiscard)}
          </p>
          <p>{t('waiting.discardExplain')}</p>
        </Dialog>
      )}
    </Frame>
  );
}

/** An unsent operation: what it is, its state, and what she can do if the server refused it, or if it conflicts with another sheet. */
function UnsentOperation<Screen>({
  operation,
  role,
  onDiscard,
}: {
  readonly operation: Operation;
  readonly role: UnsentRole<Screen>;
  readonly onDiscard: () => void;
}) {
  const { workspace, go } = usePhone<Screen | SharedScreen>();
  return (
    <li>
      <strong>{t(`what.${operation.what}`)}</strong> <span>{role.describe(workspace.rows, operation)}</span>{' '}
      <span class="state">{t(`state.${operation.state}`)}</span>
      {operation.state === 'conflict' && (
        <button type="button" class="primary" onClick={() => go({ name: 'reconcile', id: operation.id })}>
          {t(role.settleLabel)}
        </button>
      )}
      {operation.state === 'needs_fix' && (
        <>
          <RefusalReason operation={operation} ownReasons={role.reasons ?? {}}>
            <role.RefusedParts operation={operation} />
          </RefusalReason>
          <CorrectRefused draft={role.draftOf(workspace.rows, operation)} onGo={go} />
          <SendAgain operation={operation} />
          <button type="button" class="quiet" onClick={onDiscard}>
            {t('waiting.discard')}
          </button>
        </>
      )}
    </li>
  );
}

/** The button that opens the refused operation as a draft, or the other draft that takes its place. */
function CorrectRefused<Screen>({
  draft,
  onGo,
}: {
  readonly draft: DraftOfRefused<Screen> | undefined;
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
        {t(draft.hasOtherDraft ? 'waiting.toDraft' : 'waiting.mend')}
      </button>
    </>
  );
}

/** Puts a refused operation back among the waiting ones. The refusal (reason, details, figures, day of a move) is left out: it was about the former attempt. */
async function sendAgain(
  workspace: Workspace,
  { reason, details: _details, figures: _figures, movedOn: _movedOn, ...rest }: Operation,
  body: Operation['body'],
): Promise<void> {
  // She corrects the date of a meeting in its draft. Every other date is the day of recording, which is in the future only if the
  // phone's clock was ahead.
  const corrected =
    reason === 'invalid_date' && rest.what !== 'meeting'
      ? moveFutureDatesToToday(body, todayInIndia())
      : body;
  await workspace.rows.put(operations, rest.id, { ...rest, body: corrected, state: 'waiting' });
  workspace.sync();
}

/** The button that sends a refused operation again: unchanged, or with its text as corrected here. */
function SendAgain({ operation }: { readonly operation: Operation }) {
  const { workspace } = useHere();
  const { body } = operation;
  // A note on a case has a `text`. What takes an entry or an event back has a `reason`.
  const hasReason =
    operation.what === 'entry_reversal' || (operation.what === 'case_event' && typeof body.text !== 'string');
  const field = hasReason ? 'reason' : 'text';
  const written = body[field];
  // Undefined for an operation without such a text: then it can only be sent unchanged.
  const [text, setText] = useState(typeof written === 'string' ? written : undefined);
  return (
    <>
      {text !== undefined && <LongField name="note" label={t('unsent.note')} text={text} onText={setText} />}
      <button
        type="button"
        class="second"
        disabled={text?.trim() === ''}
        onClick={() =>
          // Fails only if the phone is full, which the frame shows.
          void sendAgain(workspace, operation, text === undefined ? body : { ...body, [field]: text }).catch(
            () => {},
          )
        }
      >
        {t('waiting.again')}
      </button>
    </>
  );
}
