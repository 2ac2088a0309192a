import type { RefObject } from 'preact';
import { formatDay } from '../i18n/format.ts';
import { language } from '../i18n/language.ts';
import '../design/fields/field.css';

/**
 * A date on a phone, chosen by thumb in the phone's own calendar. It is written with the day first: the browser would write it as its own
 * country does, perhaps with the month first. For the same reason nobody types into it; any key opens the calendar.
 */
export function PhoneDate({
  label,
  isSmall = false,
  value,
  min,
  max,
  field,
  onDate,
}: {
  readonly label: string;
  /** Whether it stands within a row of a sheet. */
  readonly isSmall?: boolean;
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  readonly min?: string;
  readonly max?: string;
  readonly field?: RefObject<HTMLInputElement>;
  /** Called with `YYYY-MM-DD`, or with an empty text once the date is cleared. */
  readonly onDate: (date: string) => void;
}) {
  return (
    <label class={isSmall ? 'amount wide' : 'field'}>
      {label}
      <span class="phone-date" data-date={value.split('-').reverse().join('.')}>
        <input
          {...(field === undefined ? {} : { ref: field })}
          type="date"
          {...(min === undefined ? {} : { min })}
          {...(max === undefined ? {} : { max })}
          value={value}
          onInput={({ currentTarget }) => onDate(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Tab' || event.key === 'Shift') return;
            event.preventDefault();
            event.currentTarget.showPicker?.();
          }}
        />
      </span>
      <span class="part" aria-live="polite">
        {value !== '' && formatDay(value, language())}
      </span>
    </label>
  );
}
