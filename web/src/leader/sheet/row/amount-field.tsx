import type { Ref } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Alert } from '../../../design/alert.tsx';
import { isZero } from './typed-numbers.ts';

/**
 * The field for an amount in rupees on a leader's sheet. Entering the field selects its content, so that typing 50
 * replaces 100.
 */
export function AmountField({
  label,
  value,
  onValue,
  onLeave,
  field,
  isWide = false,
  zeroWords,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (typed: string) => void;
  /** Called when the field loses the focus. */
  readonly onLeave?: () => void;
  /** The ref of the input. */
  readonly field?: Ref<HTMLInputElement>;
  /** Whether it takes the full width. */
  readonly isWide?: boolean;
  /** What to do instead of writing 0, which is no amount; undefined where 0 is one, as in a count of cash. */
  readonly zeroWords?: string;
}) {
  const errorId = useId();
  const error = zeroWords !== undefined && isZero(value) ? zeroWords : undefined;
  // Whether a tap is entering the field: without `preventDefault` it would place the cursor and undo the selection.
  const isEntering = useRef(false);
  return (
    <>
      <label class={isWide ? 'amount alone' : 'amount'}>
        {label}
        <input
          {...(field === undefined ? {} : { ref: field })}
          inputMode="decimal"
          autoComplete="off"
          value={value}
          onInput={({ currentTarget }) => onValue(currentTarget.value)}
          onPointerDown={({ currentTarget }) => {
            isEntering.current = document.activeElement !== currentTarget;
          }}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onMouseUp={(event) => {
            if (isEntering.current) event.preventDefault();
            isEntering.current = false;
          }}
          {...(onLeave === undefined ? {} : { onBlur: onLeave })}
          {...(error === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': errorId })}
        />
      </label>
      {error !== undefined && (
        <div class="wide" id={errorId}>
          <Alert isError>{error}</Alert>
        </div>
      )}
    </>
  );
}
