import type { ComponentChildren } from 'preact';
import { Problem } from '../../../api/problem.ts';
import type { Errors } from '../../../design/fields/labelled-field.tsx';
import type { MessageKey } from '../../text.ts';
import { Form } from './form.tsx';
import type { Confirmation, Done } from './use-sending.ts';
import type { SubmitLabel } from './use-submit-label.ts';

type ChangeFormProps = {
  readonly label?: MessageKey;
  readonly submit?: SubmitLabel;
  /** The message after success; null if the page itself shows the result. */
  readonly done?: Done;
  /** The question to ask before sending what destroys or ends something; undefined if none is needed. */
  readonly confirm?: (data: FormData) => Confirmation | undefined;
  /** The errors by field name that the page itself finds before anything is sent. */
  readonly check?: (data: FormData) => Errors;
  /** The version of the record that the page shows; the API refuses a change of any other version. */
  readonly version: number;
  /** Sends the change, with `version` as `ifMatch`. */
  readonly onSend: (data: FormData, ifMatch: number) => Promise<unknown>;
  /** Called to read the record anew, after this form or somebody else has changed it. */
  readonly onChanged: () => unknown;
  /** Called after this form has changed the record, before `onChanged`. */
  readonly onSaved?: () => void;
  readonly children: ComponentChildren;
};

/** A desk's form that changes a record, unless somebody else has changed it since the page read it. */
export function ChangeForm({
  version,
  onSend,
  onChanged,
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
          // 412: somebody else has changed the record. Shows it as it is now, so that the next change starts from that.
          if (error instanceof Problem && error.status === 412) await onChanged();
          throw error;
        }
        onSaved?.();
        await onChanged();
      }}
    >
      {children}
    </Form>
  );
}
