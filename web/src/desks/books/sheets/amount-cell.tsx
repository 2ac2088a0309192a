import { useReducer, useRef, useState } from 'preact/hooks';
import { parseRupees, writeRupees } from '../../../i18n/rupee-input.ts';

/** A typed amount in paise; undefined for an empty cell or 0, and for a text that is no amount in rupees. */
const paiseOf = (typed: string): number | undefined => parseRupees(typed) || undefined;

type AmountCellProps = {
  /** The cell's place in the grid, `<row> <column>`, by which the grid moves the focus to it. */
  readonly cell: string;
  readonly label: string;
  readonly amountPaise: number | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onAmount: (paise: number | undefined) => void;
};

/**
 * A cell of the sheet's grid for an amount in rupees. It keeps the text as it was typed, such as `50.0`, until the amount is changed from
 * elsewhere. A text that is no amount is marked. It is
 * cleared when she leaves the cell, as a 0 is, so that the grid shows what is sent.
 */
export function AmountCell({ cell, label, amountPaise, onKeyDown, onAmount }: AmountCellProps) {
  const typed = useRef('');
  const [isUnreadable, setUnreadable] = useState(false);
  const [, drawAnew] = useReducer((count: number) => count + 1, 0);
  const isTypedAmount = paiseOf(typed.current) === amountPaise;
  const value = isTypedAmount ? typed.current : writeRupees(amountPaise ?? 0);
  typed.current = value;
  return (
    <input
      class="grid-cell"
      data-cell={cell}
      aria-label={label}
      inputMode="decimal"
      autocomplete="off"
      // `value` is readable if an amount from elsewhere, such as the usual deposit, has replaced the unreadable text.
      aria-invalid={isUnreadable && parseRupees(value) === undefined}
      value={value}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (typed.current === '' || paiseOf(typed.current) !== undefined) return;
        typed.current = '';
        setUnreadable(false);
        drawAnew(0);
      }}
      onInput={({ currentTarget }) => {
        typed.current = currentTarget.value;
        setUnreadable(parseRupees(currentTarget.value) === undefined);
        onAmount(paiseOf(currentTarget.value));
      }}
    />
  );
}
