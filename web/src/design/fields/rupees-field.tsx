import { useState } from 'preact/hooks';
import { maxAmountPaise } from '../../../../functions/shared/money/money.ts';
import { formatRupees } from '../../i18n/format.ts';
import { parseRupees, writeCount } from '../../i18n/rupee-input.ts';
import { t } from '../text.ts';
import { Field, type FieldProps } from './labelled-field.tsx';

type RupeesFieldProps = FieldProps & {
  /** The amount that the field begins with; undefined leaves it empty. If another is given later, it takes the place of what was typed. */
  readonly paise?: number | undefined;
  /** The largest amount allowed. */
  readonly maxPaise?: number;
  /** The error for 0; undefined where 0 is an amount. */
  readonly zeroError?: string;
  /** Called at each keystroke with the amount; undefined while the field is empty or no amount can be read from it. */
  readonly onPaise?: (paise: number | undefined) => void;
};

/** The error for a typed amount; empty, as `setCustomValidity` expects, if the amount is allowed. */
const errorOf = (typed: string, maxPaise: number, zeroError = ''): string => {
  const paise = parseRupees(typed);
  if (paise === undefined) return t('design.rupees');
  if (paise === 0 && typed.trim() !== '') return zeroError;
  return paise > maxPaise ? t('design.atMost', { max: formatRupees(maxPaise) }) : '';
};

/**
 * A form's field for an amount in rupees. It repeats the amount beside the input with digit grouping, so that a zero too
 * many is noticed. Use it for any amount at a desk; the leader's sheet has a smaller one. Read it with `paiseOf`.
 */
export function RupeesField({
  paise: initialPaise,
  maxPaise = maxAmountPaise,
  zeroError,
  onPaise,
  ...field
}: RupeesFieldProps) {
  // `writeCount` writes an amount of 0 as `0`.
  const initialText = initialPaise === undefined ? '' : writeCount(initialPaise);
  const [typed, setTyped] = useState(initialText);
  const [given, setGiven] = useState(initialPaise);
  if (given !== initialPaise) {
    setGiven(initialPaise);
    // Another part of the page may hold the same amount, such as a cell of the grid.
    if (parseRupees(typed) !== initialPaise) setTyped(initialText);
  }
  const paise = parseRupees(typed);
  return (
    <Field {...field}>
      {(control) => (
        <div class="said-beside">
          <input
            {...control}
            inputMode="decimal"
            autocomplete="off"
            maxLength={20}
            value={typed}
            onInput={({ currentTarget }) => {
              currentTarget.setCustomValidity(errorOf(currentTarget.value, maxPaise, zeroError));
              setTyped(currentTarget.value);
              // `parseRupees` reads an empty text as 0.
              onPaise?.(currentTarget.value.trim() === '' ? undefined : parseRupees(currentTarget.value));
            }}
          />
          <output for={control.id}>{typed !== '' && paise !== undefined && formatRupees(paise)}</output>
        </div>
      )}
    </Field>
  );
}
