import type { ComponentChildren } from 'preact';
import { maxLineCharacters } from '../../../../../functions/shared/text/lengths.ts';
import { LettersLeft } from '../../../design/fields/field.tsx';

/** A small labelled field within a row of a leader's sheet: a choice. */
export function SmallChoice({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChoose: (value: string) => void;
}) {
  return (
    <WideLabel label={label}>
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option} selected={option === value}>
            {text}
          </option>
        ))}
      </select>
    </WideLabel>
  );
}

/** A small labelled field within a row of a leader's sheet: a reason, which is a line of text, or a number. */
export function SmallText({
  label,
  value,
  type = 'text',
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly type?: 'text' | 'number';
  readonly onValue: (typed: string) => void;
}) {
  return (
    <WideLabel label={label}>
      <input
        // A number is typed as text, on the keypad for numbers: it is parsed later.
        type="text"
        {...(type === 'number' ? { inputMode: 'decimal' } : {})}
        {...(type === 'text' ? { maxLength: maxLineCharacters } : {})}
        autoComplete="off"
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
      {type === 'text' && <LettersLeft text={value} maxLength={maxLineCharacters} />}
    </WideLabel>
  );
}

const WideLabel = ({ label, children }: { readonly label: string; readonly children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
  <label class="amount wide">
    {label}
    {children}
  </label>
);
