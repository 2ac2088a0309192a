import { useState } from 'preact/hooks';
import { maxAmountPaise } from '../../../functions/domain/money.ts';
import { formatRupees } from '../i18n/format.ts';
import { parseRupees, writeCount } from '../i18n/rupees.ts';
import { Field, type FieldProps } from './field.tsx';
import { t } from './text.ts';

type RupeesFieldProps = FieldProps & {
  /** In paise. */
  readonly value?: number | undefined;
  readonly maxPaise?: number;
  /** What was typed, in paise; undefined if that is nothing, or no amount. */
  readonly onPaise?: (paise: number | undefined) => void;
};

/** Why what was typed is no amount that is allowed; empty if it is. */
const complain = (typed: string, maxPaise: number): string => {
  const paise = parseRupees(typed);
  if (paise === undefined) return t('design.rupees');
  return paise > maxPaise ? t('design.atMost', { max: formatRupees(maxPaise) }) : '';
};

/**
 * A form's field for an amount in rupees, said beside it with its grouping, so that a zero too many is seen.
 * Use it for any amount at a desk; the leader's sheet has a smaller one. Read it with `paiseOf`.
 */
export function RupeesField({ value, maxPaise = maxAmountPaise, onPaise, ...field }: RupeesFieldProps) {
  const begun = value === undefined ? '' : writeCount(value);
  const [typed, setTyped] = useState(begun);
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
            defaultValue={begun}
            onInput={({ currentTarget }) => {
              currentTarget.setCustomValidity(complain(currentTarget.value, maxPaise));
              setTyped(currentTarget.value);
              onPaise?.(currentTarget.value.trim() === '' ? undefined : parseRupees(currentTarget.value));
            }}
          />
          <output for={control.id}>{typed !== '' && paise !== undefined && formatRupees(paise)}</output>
        </div>
      )}
    </Field>
  );
}
