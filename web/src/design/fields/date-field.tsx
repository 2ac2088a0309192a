import { useEffect, useRef, useState } from 'preact/hooks';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { t } from '../text.ts';
import { parseDate, writeDate } from './date-input.ts';
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
 * A form's field for a date. It is written with the day first, `26.11.2026`, whatever the computer's country, and repeats
 * the date in full beside it. The form sends `YYYY-MM-DD`.
 * Use it for any date at a desk; ask for a year of birth with `NumberField`. By keyboard: type the date, or open the
 * browser's calendar with the button beside it. Screen readers announce the full date once it is whole.
 */
export function DateField({ value = '', min, max, onDate, ...field }: DateFieldProps) {
  const language = useLanguage();
  const [typed, setTyped] = useState(writeDate(value));
  const text = useRef<HTMLInputElement>(null);
  // The browser's own field holds the date that is sent and judges it, and opens its calendar; nobody sees it.
  const native = useRef<HTMLInputElement>(null);
  const date = parseDate(typed) ?? '';
  const judge = (written: string) =>
    native.current?.setCustomValidity(
      written.trim() === '' || parseDate(written) !== undefined ? '' : t('design.wholeDate'),
    );
  useEffect(() => judge(typed), [language]);
  /** At once, not with the next drawing: a press of Enter may send the form before that. */
  const take = (written: string) => {
    const read = parseDate(written) ?? '';
    if (native.current !== null) native.current.value = read;
    judge(written);
    setTyped(written);
    onDate?.(read);
  };
  return (
    <Field {...field}>
      {({ name, required, ...control }) => (
        <div class="said-beside date-field">
          <span>
            <input
              {...control}
              ref={text}
              type="text"
              inputMode="decimal"
              autocomplete="off"
              maxLength={20}
              aria-required={required}
              value={typed}
              onInput={({ currentTarget }) => take(currentTarget.value)}
              // Written as the others are, once she has gone on.
              onBlur={() => date !== '' && setTyped(writeDate(date))}
            />
            <button type="button" class="quiet" onClick={() => native.current?.showPicker()}>
              <span aria-hidden="true">▼</span>
              <span class="hidden-text">{t('design.calendar', { field: field.label })}</span>
            </button>
            <input
              ref={native}
              type="date"
              name={name}
              required={required}
              defaultValue={value}
              tabIndex={-1}
              aria-hidden="true"
              {...(min === undefined ? {} : { min })}
              {...(max === undefined ? {} : { max })}
              // A form puts the focus here if the date is wrong.
              onFocus={() => text.current?.focus()}
              onChange={({ currentTarget }) => take(writeDate(currentTarget.value))}
            />
          </span>
          <output for={control.id}>{date === '' ? t('design.dayFirst') : formatDate(date, language)}</output>
        </div>
      )}
    </Field>
  );
}
