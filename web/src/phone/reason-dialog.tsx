import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../design/dialog.tsx';
import { LeaveButton } from '../shell/leave-bar.tsx';
import { ReasonField } from './reason-field.tsx';

type ReasonDialogProps = {
  readonly title: string;
  readonly confirm: string;
  /** The label of the field. */
  readonly label: string;
  /** The error if the field is empty. */
  readonly missing: string;
  /** A usual reason in the field, which she may change. */
  readonly proposal?: string;
  /** Usual reasons, to tap. */
  readonly usual?: readonly string[];
  readonly onReason: (reason: string) => Promise<void>;
  readonly onCancel: () => void;
  readonly children: ComponentChildren;
};

/** The dialog that asks a leader for a reason before she takes something back. */
export function ReasonDialog({
  title,
  confirm,
  label,
  missing,
  proposal = '',
  usual,
  onReason,
  onCancel,
  children,
}: ReasonDialogProps) {
  const [reason, setReason] = useState(proposal);
  const [isMissing, setMissing] = useState(false);
  const send = async () => {
    if (reason.trim() === '') setMissing(true);
    else await onReason(reason.trim());
  };
  return (
    <Dialog
      title={title}
      confirm={confirm}
      isGrave
      corner={<LeaveButton />}
      onConfirm={send}
      onCancel={onCancel}
    >
      {children}
      <ReasonField
        label={label}
        reason={reason}
        usual={usual}
        error={isMissing ? missing : undefined}
        onReason={setReason}
      />
    </Dialog>
  );
}
