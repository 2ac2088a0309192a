import { useId } from 'preact/hooks';
import { maxAmountPaise } from '../../../functions/domain/money.ts';
import { type MessageKey, t } from './text.ts';

/** Fields of a form; what was entered is read when it is sent. */

type FieldProps = {
  readonly name: string;
  readonly label: MessageKey;
  readonly type?: 'text' | 'date' | 'month' | 'number' | 'url' | 'search';
  readonly value?: string | number | undefined;
  readonly optional?: boolean;
  /** Of a date. */
  readonly min?: string;
  /** Of a date, or of a number that is no amount. */
  readonly max?: string;
  /** A number without a part; else it has two digits behind the point, and is rupees unless it has a `max`. */
  readonly whole?: boolean;
  readonly onType?: (value: string) => void;
};

export function Field({
  name,
  label,
  type = 'text',
  value,
  optional = false,
  min,
  max,
  whole = false,
  onType,
}: FieldProps) {
  const id = useId();
  const limit = max ?? (type === 'number' && !whole ? maxAmountPaise / 100 : undefined);
  return (
    <div class="field">
      <label for={id}>
        {t(label)}
        {optional && <small> ({t('optional')})</small>}
      </label>
      <input
        id={id}
        name={name}
        type={type}
        defaultValue={value}
        required={!optional}
        autocomplete="off"
        onInput={({ currentTarget }) => onType?.(currentTarget.value)}
        {...(type === 'number' ? { min: 0, step: whole ? 1 : 0.01 } : {})}
        {...(type === 'text' ? { maxLength: 120 } : {})}
        {...(min === undefined ? {} : { min })}
        {...(limit === undefined ? {} : { max: limit })}
      />
    </div>
  );
}

type LongFieldProps = {
  readonly name: string;
  readonly label: MessageKey;
  readonly optional?: boolean;
  /** What is typed, where it shall outlive the form's other fields. */
  readonly text: string;
  readonly onText: (text: string) => void;
};

export function LongField({ name, label, optional = false, text, onText }: LongFieldProps) {
  const id = useId();
  return (
    <div class="field wide">
      <label for={id}>
        {t(label)}
        {optional && <small> ({t('optional')})</small>}
      </label>
      <textarea
        autoComplete="off"
        id={id}
        name={name}
        rows={4}
        maxLength={2000}
        required={!optional}
        value={text}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
    </div>
  );
}

type ChoiceProps = {
  readonly name: string;
  readonly label: MessageKey;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly value?: string | undefined;
  /** Whether its texts take more than one column. */
  readonly wide?: boolean;
  readonly onChoose?: (value: string) => void;
};

export function Choice({ name, label, options, value, wide = false, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div class={wide ? 'field wide' : 'field'}>
      <label for={id}>{t(label)}</label>
      <select
        id={id}
        name={name}
        {...(onChoose === undefined ? { defaultValue: value } : { value })}
        onChange={({ currentTarget }) => onChoose?.(currentTarget.value)}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one} selected={one === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What stands in a field; nothing where it was left empty. */
export const textOf = (data: FormData, name: string): string | undefined => {
  const value = data.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** All that was entered, by the names of the fields; what was left empty is not there. */
export const textsOf = (data: FormData): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...data.keys()].flatMap((name) => {
      const value = textOf(data, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

/** A number as it was typed, in hundredths: rupees in paise, per cent in basis points. */
export const hundredthsOf = (data: FormData, name: string): number | undefined => {
  const value = textOf(data, name);
  return value === undefined ? undefined : Math.round(Number(value) * 100);
};
