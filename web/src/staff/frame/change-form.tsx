import type { ComponentChildren } from 'preact';
import { Problem } from '../../api/problem.ts';
import type { MessageKey } from '../text.ts';
import { type Confirmation, Form } from './form.tsx';

type ChangeFormProps = {
  readonly label?: MessageKey;
  readonly submit?: MessageKey;
  /** The message after success; none if the page says it. */
  readonly done?: MessageKey | null;
  /** What is asked first, where something is lost or ends by it. */
  readonly confirm?: (data: FormData) => Confirmation | undefined;
  /** The version on the screen: a change of another one is refused. */
  readonly version: number;
  /** Sends the change, with `ifMatch` as the version that it starts from. */
  readonly onSend: (data: FormData, ifMatch: number) => Promise<unknown>;
  /** Called when the record has changed, by this form or by somebody else. */
  readonly onDone: () => unknown;
  /** Called when this form changed it. */
  readonly onSaved?: () => void;
  readonly children: ComponentChildren;
};

/** A desk's form that changes a record at the version on the screen. */
export function ChangeForm({
  version,
  onSend,
  onDone,
  onSaved,
  label = 'change',
  children,
  ...form
}: ChangeFormProps) {
  return (
    <Form
      {...form}
      version={version}
      label={label}
      onSend={async (data) => {
        try {
          await onSend(data, version);
        } catch (error) {
          // Shows the current record, so that the next change starts from it.
          if (error instanceof Problem && error.status === 412) await onDone();
          throw error;
        }
        onSaved?.();
        await onDone();
      }}
    >
      {children}
    </Form>
  );
}
