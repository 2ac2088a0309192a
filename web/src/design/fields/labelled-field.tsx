import { type ComponentChildren, createContext } from 'preact';
import { useContext, useId } from 'preact/hooks';
import { t } from '../text.ts';
import './field.css';

/** The errors of a form's fields, by the fields' names. */
export type Errors = Readonly<Record<string, ComponentChildren>>;

/** Gives each field of a form its own error. The form sets the errors when somebody tries to send it. */
export const FieldErrors = createContext<Errors>({});

export type FieldProps = {
  readonly name: string;
  readonly label: string;
  /** Explains what to write if the label doesn't. It stays in sight while somebody writes. */
  readonly hint?: string;
  readonly isOptional?: boolean;
  /** Whether it takes the whole width of the form. */
  readonly isWide?: boolean;
};

type ControlAttributes = {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: 'true';
};

/**
 * A form's field: a label, a hint, an error, and the input that `children` draws.
 * Use it for every input. Don't use a placeholder instead of the label: it disappears at the first letter. A wrong input
 * keeps its text, and the error says what to write instead. By keyboard: the form puts the focus on the first field with
 * an error. Screen readers announce label, hint and error.
 */
export function Field({
  name,
  label,
  hint,
  isOptional = false,
  isWide = false,
  children,
}: FieldProps & { readonly children: (control: ControlAttributes) => ComponentChildren }) {
  const id = useId();
  const error = useContext(FieldErrors)[name];
  const describedBy = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(error === undefined ? [] : [`${id}-error`]),
  ].join(' ');
  return (
    <div class={`field${isWide ? ' wide' : ''}${error === undefined ? '' : ' wrong'}`}>
      <div class="field-head">
        <label for={id}>
          {label}
          {isOptional && <small> ({t('design.optional')})</small>}
        </label>
        {hint !== undefined && (
          <p class="soft" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
      </div>
      <div>
        {children({
          id,
          name,
          required: !isOptional,
          ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
          ...(error === undefined ? {} : { 'aria-invalid': 'true' }),
        })}
      </div>
    </div>
  );
}

/** The error of a field, for the element whose `aria-describedby` names `id`. */
export const FieldError = ({
  id,
  children,
}: {
  readonly id: string;
  readonly children: ComponentChildren;
}) => (
  <p class="field-error" id={id}>
    <span class="hidden-text">{t('design.error')} </span>
    {children}
  </p>
);
