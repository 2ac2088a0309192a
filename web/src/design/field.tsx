import { type ComponentChildren, createContext } from 'preact';
import { useContext, useId, useState } from 'preact/hooks';
import { t } from './text.ts';
import './field.css';

/** What is wrong with the fields of a form, by their names. */
export type Errors = Readonly<Record<string, ComponentChildren>>;

/** The errors of a form's fields: set by the form once it was sent; each field takes its own. */
export const FieldErrors = createContext<Errors>({});

export type FieldProps = {
  readonly name: string;
  readonly label: string;
  /** What to write, where the label does not tell: it stays in sight while she writes. */
  readonly hint?: string;
  readonly isOptional?: boolean;
  /** Over the whole width of the form. */
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
 * A form's field: a label, the input, a hint, and what is wrong with it.
 * Use it for anything that is filled in. Don't use a placeholder instead of the label: it is gone when it is needed.
 * What was entered stays when it is wrong, and the error says what to write. By keyboard: the focus goes to the first
 * field that is wrong, and a reader of the screen hears label, hint and error.
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
      <label for={id}>
        {label}
        {isOptional && <small> ({t('design.optional')})</small>}
      </label>
      {hint !== undefined && (
        <p class="soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          <span class="hidden-text">{t('design.error')} </span>
          {error}
        </p>
      )}
      {children({
        id,
        name,
        required: !isOptional,
        ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
        ...(error === undefined ? {} : { 'aria-invalid': 'true' }),
      })}
    </div>
  );
}

type TextFieldProps = FieldProps & {
  readonly type?: 'text' | 'url' | 'search';
  readonly value?: string | undefined;
  readonly maxLength?: number;
  readonly onType?: (value: string) => void;
};

/** A form's field for a line of text. What was entered is read when the form is sent. */
export function TextField({ type = 'text', value, maxLength = 120, onType, ...field }: TextFieldProps) {
  const [typed, setTyped] = useState(value ?? '');
  return (
    <Field {...field}>
      {(control) => (
        <>
          <input
            {...control}
            type={type}
            defaultValue={value}
            autocomplete="off"
            {...(type === 'text' ? { maxLength } : {})}
            onInput={({ currentTarget }) => {
              setTyped(currentTarget.value);
              onType?.(currentTarget.value);
            }}
          />
          {type === 'text' && <LettersLeft text={typed} maxLength={maxLength} />}
        </>
      )}
    </Field>
  );
}

type NumberFieldProps = FieldProps & {
  readonly value?: number | undefined;
  readonly min?: number;
  readonly max?: number;
  /** Whether it may have two digits behind the point, as a percentage. */
  readonly hasHundredths?: boolean;
  readonly onType?: (value: string) => void;
};

/** A form's field for a number that is no amount of money. */
export function NumberField({
  value,
  min = 0,
  max,
  hasHundredths = false,
  onType,
  ...field
}: NumberFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          type="number"
          defaultValue={value}
          autocomplete="off"
          min={min}
          step={hasHundredths ? 0.01 : 1}
          onInput={({ currentTarget }) => onType?.(currentTarget.value)}
          {...(max === undefined ? {} : { max })}
        />
      )}
    </Field>
  );
}

type LongFieldProps = FieldProps & {
  /** What is typed. The screen keeps it, so that it is still there when its form is closed and opened again. */
  readonly text: string;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly onText: (text: string) => void;
};

/** So few that she is told. */
const fewLetters = 30;

/** Below a field that she types into: how many letters are left, once they are few, and that no more fit. */
export function LettersLeft({ text, maxLength }: { readonly text: string; readonly maxLength: number }) {
  const count = maxLength - text.length;
  if (count > Math.min(fewLetters, maxLength / 4)) return null;
  return (
    <p class={count > 0 ? 'soft' : 'field-error'} role="status">
      {count > 0 ? t('design.lettersLeft', { count }) : t('design.lettersFull', { max: maxLength })}
    </p>
  );
}

/** A form's field for some lines in her own words, of which the browser keeps nothing. */
export function LongField({ text, rows = 4, maxLength = 2000, onText, ...field }: LongFieldProps) {
  return (
    <Field isWide {...field}>
      {(control) => (
        <>
          <textarea
            {...control}
            autoComplete="off"
            rows={rows}
            maxLength={maxLength}
            value={text}
            onInput={({ currentTarget }) => onText(currentTarget.value)}
          />
          <LettersLeft text={text} maxLength={maxLength} />
        </>
      )}
    </Field>
  );
}

type ChoiceProps = FieldProps & {
  /** Begins without a choice where none was made yet, and asks for one: where a preset would be kept by mistake. */
  readonly mustChoose?: boolean;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly value?: string | undefined;
  readonly onChoose?: (value: string) => void;
};

/** A form's field for one of several. If there are at most three and she has to compare them, use buttons, so that all are in sight. */
export function Choice({ mustChoose = false, options, value, onChoose, ...field }: ChoiceProps) {
  return (
    <Field {...field}>
      {({ required: _, ...control }) => (
        <select
          {...control}
          // Without `onChoose` the form alone keeps what she chooses; `selected` then marks what it begins with.
          {...(onChoose === undefined ? { defaultValue: value } : { value })}
          required={mustChoose}
          onChange={({ currentTarget }) => onChoose?.(currentTarget.value)}
        >
          {mustChoose && (
            <option value="" selected={value === undefined || value === ''}>
              {t('design.choose')}
            </option>
          )}
          {options.map(([one, text]) => (
            <option key={one} value={one} selected={one === value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type TickProps = {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly isTicked?: boolean;
  /** Whether the form is only sent with it. */
  readonly isRequired?: boolean;
  /** Over the whole width of the form. */
  readonly isWide?: boolean;
};

/** A form's box to tick, as large to press as its words. */
export function Tick({
  name,
  label,
  value = 'true',
  isTicked = false,
  isRequired = false,
  isWide = false,
}: TickProps) {
  const id = useId();
  const error = useContext(FieldErrors)[name];
  return (
    <div class={`tick${isWide ? ' wide' : ''}${error === undefined ? '' : ' wrong'}`}>
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          <span class="hidden-text">{t('design.error')} </span>
          {error}
        </p>
      )}
      <label>
        <input
          type="checkbox"
          name={name}
          value={value}
          defaultChecked={isTicked}
          required={isRequired}
          {...(error === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': `${id}-error` })}
        />
        {label}
      </label>
    </div>
  );
}
