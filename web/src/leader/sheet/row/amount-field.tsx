import type { Ref } from 'preact';
import { useRef } from 'preact/hooks';

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
}) {
  // Whether a tap is entering the field: without `preventDefault` it would place the cursor and undo the selection.
  const isEntering = useRef(false);
  return (
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
      />
    </label>
  );
}
