import { useState } from 'preact/hooks';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Field, type FieldProps } from './field.tsx';

type DateFieldProps = FieldProps & {
  /** The date that the field begins with, `YYYY-MM-DD`. */
  readonly value?: string | undefined;
  /** The first and the last date allowed, `YYYY-MM-DD`. */
  readonly min?: string;
  readonly max?: string;
  /** Called with `YYYY-MM-DD`, or with an empty text while the date is incomplete. */
  readonly onDate?: (date: string) => void;
};

/**
 * A form's field for a date. It uses the browser's date input and repeats the date in full beside it: the browser
 * writes day and month in the order of the computer's country, so 03/04 alone is ambiguous.
 * Use it for days near today; ask for a year of birth with `NumberField`. By keyboard: arrows and digits, as in any date
 * input. Screen readers announce the full date once it is chosen.
 */
export function DateField({ value = '', min, max, onDate, ...field }: DateFieldProps) {
  const language = useLanguage();
  const [date, setDate] = useState(value);
  return (
    <Field {...field}>
      {(control) => (
        <div class="said-beside">
          <input
            {...control}
            type="date"
            autocomplete="off"
            defaultValue={value}
            {...(min === undefined ? {} : { min })}
            {...(max === undefined ? {} : { max })}
            onInput={({ currentTarget }) => {
              setDate(currentTarget.value);
              onDate?.(currentTarget.value);
            }}
          />
          <output for={control.id}>{date !== '' && formatDate(date, language)}</output>
        </div>
      )}
    </Field>
  );
}
