import type { ComponentChildren } from 'preact';
import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import type { MessageKey } from '../text.ts';
import { type Confirmation, Form } from './form.tsx';
import { nothing } from './records.ts';

type Body = Readonly<Record<string, unknown>>;

type NewFormProps = {
  readonly api: Api;
  readonly label: MessageKey;
  readonly submit?: MessageKey;
  readonly done?: MessageKey;
  /** The path to send to, which may depend on the input. */
  readonly path: string | ((data: FormData) => string);
  /** The new record without its id. */
  readonly bodyOf: (data: FormData) => Body;
  /** What is asked first, where something is lost or becomes public by it. */
  readonly confirm?: (data: FormData) => Confirmation | undefined;
  readonly onDone: (id: string) => unknown;
  readonly children: ComponentChildren;
};

/** Creates a record. */
export function NewForm({ api, path, bodyOf, onDone, ...form }: NewFormProps) {
  return (
    <Form
      {...form}
      onSend={async (data, id) => {
        await api.call(nothing, {
          method: 'POST',
          path: typeof path === 'string' ? path : path(data),
          body: { id, ...bodyOf(data) },
        });
        await onDone(id);
      }}
    />
  );
}

type ChangeFormProps = {
  readonly api: Api;
  readonly path: string;
  readonly label?: MessageKey;
  readonly submit?: MessageKey;
  /** What is asked first, where something is lost or ends by it. */
  readonly confirm?: (data: FormData) => Confirmation | undefined;
  /** The version on the screen: a change of another one is refused. */
  readonly version: number;
  readonly bodyOf: (data: FormData) => Body;
  /** Called when the record has changed, by this form or by somebody else. */
  readonly onDone: () => unknown;
  /** Called when this form changed it. */
  readonly onSaved?: () => void;
  readonly children: ComponentChildren;
};

/** A desk's form that changes a record at the version on the screen. */
export function ChangeForm({
  api,
  path,
  version,
  bodyOf,
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
          await api.call(nothing, { method: 'PATCH', path, ifMatch: version, body: bodyOf(data) });
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
