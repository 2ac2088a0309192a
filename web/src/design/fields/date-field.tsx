import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { t } from '../text.ts';
import { parseDate, readDate, writeDate } from './date-input.ts';
import { Field, FieldErrors, type FieldProps } from './labelled-field.tsx';
import { explainValidity } from './validity.ts';

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
  const { error, onLeave, onType } = useOwnError(field.name, typed, native);
  /** Tells the browser's field why the typed text is no date. An empty text has no such fault: whether it is allowed, `required` says. */
  const judge = (written: string) => {
    const read = written.trim() === '' ? undefined : readDate(written);
    native.current?.setCustomValidity(read !== undefined && 'fault' in read ? t(read.fault) : '');
  };
  // The fault is told in the page's language.
  useEffect(() => judge(typed), [language]);
  /** Takes over what was typed, or chosen in the calendar. The browser's field gets it at once, since Enter may send the form before the next drawing. */
  const take = (written: string) => {
    const readNow = parseDate(written) ?? '';
    if (native.current !== null) native.current.value = readNow;
    judge(written);
    setTyped(written);
    onType();
    onDate?.(readNow);
  };
  return (
    <FieldErrors.Provider value={error === undefined ? {} : { [field.name]: error }}>
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
                // Once she has left the field, the date is written as in every other field.
                onBlur={() => {
                  if (date !== '') setTyped(writeDate(date));
                  onLeave();
                }}
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
            <output for={control.id}>
              {date === '' ? t('design.dayFirst') : formatDate(date, language)}
            </output>
          </div>
        )}
      </Field>
    </FieldErrors.Provider>
  );
}

const leaveMs = 250;

/**
 * The field's error, before and after the form is sent. When she leaves the field, its own error says what is wrong with the date. Once the form is sent, the
 * form's error about the field takes its place, until the date is changed: so the red frame goes as soon as the mistake is mended.
 * @param native the browser's own field, which judges the date
 */
function useOwnError(name: string, typed: string, native: { readonly current: HTMLInputElement | null }) {
  const formError = useContext(FieldErrors)[name];
  /** The text with which the form was last sent. */
  const [sentText, setSentText] = useState<string>();
  const [ownError, setOwnError] = useState<string>();
  const latest = useRef(typed);
  latest.current = typed;
  useEffect(() => {
    const form = native.current?.form;
    const onSubmit = () => {
      setSentText(latest.current);
      setOwnError(undefined);
    };
    form?.addEventListener('submit', onSubmit);
    return () => form?.removeEventListener('submit', onSubmit);
  }, []);
  const isSameDate = sentText === undefined || parseDate(sentText) === parseDate(typed);
  return {
    error: ownError ?? (isSameDate ? formError : undefined),
    onType: () => setOwnError(undefined),
    // Not at once: a line that appears between pressing and letting go of a button below would move it away.
    onLeave: () =>
      setTimeout(() => {
        if (latest.current.trim() !== '' && native.current !== null)
          setOwnError(explainValidity(native.current));
      }, leaveMs),
  };
}
