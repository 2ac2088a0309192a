import { maxLineCharacters } from '../../../functions/shared/text/lengths.ts';
import { LongField } from '../design/fields/field.tsx';
import { FieldErrors } from '../design/fields/labelled-field.tsx';

type ReasonFieldProps = {
  readonly label: string;
  readonly reason: string;
  /** The error to show; undefined if there is none. */
  readonly error: string | undefined;
  readonly onReason: (reason: string) => void;
  /** Usual reasons, to tap; any other is typed. */
  readonly usual?: readonly string[] | undefined;
};

/** The field for a leader's reason, in a dialog that takes back or corrects what was recorded. */
export function ReasonField({ label, reason, error, onReason, usual = [] }: ReasonFieldProps) {
  return (
    <FieldErrors.Provider value={error === undefined ? {} : { reason: error }}>
      <LongField
        name="reason"
        label={label}
        rows={2}
        maxLength={maxLineCharacters}
        text={reason}
        onText={onReason}
      />
      {usual.map((one) => (
        <button
          type="button"
          class="choice"
          key={one}
          aria-pressed={reason === one}
          onClick={() => onReason(one)}
        >
          {one}
        </button>
      ))}
    </FieldErrors.Provider>
  );
}
