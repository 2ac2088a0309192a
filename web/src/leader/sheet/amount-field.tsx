import type { Ref } from 'preact';
import { useRef } from 'preact/hooks';

/** An amount of rupees. Whoever enters it writes anew: what stands there is selected, so that 50 over 100 is 50. */
export function AmountField({
  label,
  value,
  onValue,
  onLeave,
  field,
  isAlone = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (typed: string) => void;
  readonly onLeave?: () => void;
  readonly field?: Ref<HTMLInputElement>;
  /** Over the whole width. */
  readonly isAlone?: boolean;
}) {
  // The tap that enters the field would put the cursor where it fell.
  const isEntering = useRef(false);
  return (
    <label class={isAlone ? 'amount alone' : 'amount'}>
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
