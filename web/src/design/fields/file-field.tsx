import { useState } from 'preact/hooks';
import { Field, type FieldProps } from './labelled-field.tsx';
import './file-field.css';

type FileFieldProps = FieldProps & {
  /** What may be chosen, such as `.xlsx`. */
  readonly accept: string;
  /** What the button says. */
  readonly choose: string;
  /** What stands beside it while no file is chosen. */
  readonly none: string;
  /** Gets each chosen file at once. */
  readonly onFile: (file: File) => void;
};

/**
 * A form's field for a file, which is taken as soon as it is chosen or dropped on it.
 * Use it instead of the browser's own input, whose words are in the browser's language. That input lies invisibly over the drawn one: so mouse,
 * keyboard and screen readers use it as they know it.
 */
export function FileField({ accept, choose, none, onFile, ...field }: FileFieldProps) {
  const [name, setName] = useState<string>();
  return (
    <Field {...field}>
      {({ required: _, ...control }) => (
        // No form requires it: a file is taken at once.
        <div class="file-field">
          <input
            {...control}
            type="file"
            autocomplete="off"
            accept={accept}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              setName(file?.name);
              if (file !== undefined) onFile(file);
            }}
          />
          <span class="file-button" aria-hidden="true">
            {choose}
          </span>
          <span aria-hidden="true">{name ?? none}</span>
        </div>
      )}
    </Field>
  );
}
