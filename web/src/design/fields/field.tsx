import { useState } from 'preact/hooks';
import { t } from '../text.ts';
import { Field, type FieldProps } from './labelled-field.tsx';

/** The fields for texts, numbers and choices. Others stand in files of their own: `date-field.tsx`, `rupees-field.tsx`, `file-field.tsx`, `tick.tsx`. */

type TextFieldProps = FieldProps & {
  readonly type?: 'text' | 'url' | 'search';
  /** The text at first; then the browser keeps what is typed. */
  readonly value?: string | undefined;
  /** In letters; only for the type `text`. */
  readonly maxLength?: number;
  readonly onType?: (value: string) => void;
};

/** A form's field for one line of text. The form reads the text when it is sent (`textOf`). */
export function TextField({ type = 'text', value, maxLength = 120, onType, ...field }: TextFieldProps) {
  // Only for `LettersLeft`: the browser keeps what is typed.
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
  /** The number at first. */
  readonly value?: number | undefined;
  readonly min?: number;
  readonly max?: number;
  /** Whether two digits after the decimal point are allowed, as in a percentage. */
  readonly hasHundredths?: boolean;
  readonly onType?: (value: string) => void;
};

/** A form's field for a number; for money use `RupeesField`. */
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
  /** The current text. The page that shows the form keeps it, so that it survives closing and reopening the form. */
  readonly text: string;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly onText: (text: string) => void;
};

/** From this many letters left, a field says how many still fit. A field for fewer than 120 letters says it from a quarter of them. */
const fewLetters = 30;

/** Stands below a text field: says how many letters still fit once they are few, or that no more fit. */
export function LettersLeft({ text, maxLength }: { readonly text: string; readonly maxLength: number }) {
  const count = maxLength - text.length;
  if (count > Math.min(fewLetters, maxLength / 4)) return null;
  return (
    <p class={count > 0 ? 'soft' : 'field-error'} role="status">
      {count > 0 ? t('design.lettersLeft', { count }) : t('design.lettersFull', { max: maxLength })}
    </p>
  );
}

/** A form's field for several lines of text, wide unless `isWide` is false. The browser doesn't offer the text again in other forms. */
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
  /** An option whose value is '' means none, or not told: it is what stands there until something else is chosen. */
  readonly options: readonly (readonly [value: string, text: string])[];
  /** What is chosen at first. Give only what the record has already: people would keep a mere proposal by mistake. */
  readonly value?: string | undefined;
  /** Makes the page keep the choice in `value`; without it the browser keeps the choice. */
  readonly onChoose?: (value: string) => void;
};

/**
 * A form's field for one of several options. Nothing is chosen at first, and the form can't be sent before something is, unless the
 * field begins with a `value` or has an option for none. If there is only one option, the browser chooses it; but a page with `onChoose`
 * would not hear of that, so there somebody must choose it.
 * Show up to three options that people have to compare as buttons instead.
 */
export function Choice({ options, value, onChoose, ...field }: ChoiceProps) {
  const hasOptionForNone = options.some(([option]) => option === '');
  const mustChoose = !hasOptionForNone && (options.length > 1 || onChoose !== undefined);
  return (
    <Field {...field}>
      {({ required: _, ...control }) => (
        <select
          {...control}
          // If the browser keeps the choice, `selected` below marks the initial one.
          {...(onChoose === undefined ? { defaultValue: value } : { value: value ?? '' })}
          required={mustChoose}
          onChange={({ currentTarget }) => onChoose?.(currentTarget.value)}
        >
          {mustChoose && (value === undefined || value === '') && (
            <option value="" selected>
              {t('design.choose')}
            </option>
          )}
          {options.map(([option, text]) => (
            <option key={option} value={option} selected={option === value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
