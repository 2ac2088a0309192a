import { useState } from 'preact/hooks';
import { Dialog } from '../../design/dialog.tsx';
import { inOrder, isUnsent, type Operation, operations } from '../../outbox/operation.ts';
import { LeaveButton } from '../../shell/leave-bar.tsx';
import { usePhone, useStatus } from '../context.ts';
import { Frame, NetworkButton } from '../frame.tsx';
import type { SharedScreen } from '../screen.ts';
import { CorrectRefused, SendAgain } from './after-refusal.tsx';
import { RefusalReason } from './refused.tsx';
import { t } from './text.ts';
import type { UnsentRole } from './unsent-role.ts';

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
