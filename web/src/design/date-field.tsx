import { useState } from 'preact/hooks';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Field, type FieldProps } from './field.tsx';

type DateFieldProps = FieldProps & {
  /** Each `YYYY-MM-DD`. */
  readonly value?: string | undefined;
  readonly min?: string;
  readonly max?: string;
  readonly onDate?: (date: string) => void;
};

/**
 * A form's field for a date, chosen in the browser's own calendar, and said beside it as all dates are: the browser
 * writes it in the order of the machine's country, so that 03/04 may be either.
 * Use it for days near today. For a year of birth ask a number. By keyboard: arrows and digits, as the browser has
 * it; a reader of the screen hears the whole date once it is chosen.
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
