import { codeFromElsewhere, type Problem } from '../api/problem.ts';
import type { Operation } from './operation.ts';

/**
 * What becomes of an operation that the server refused. The message that she then reads for each error code is in
 * phone/unsent/refused.tsx.
 */

/** The server's unsuccessful answer to an operation, which sends what she has recorded: only the parts that matter here. */
export type Refusal = {
  readonly status: number;
  /** The API's error code, such as `cash_mismatch`. */
  readonly code: string;
  /** The paths of the fields in error, such as `entries.3.amountPaise`. */
  readonly details: readonly string[];
  /** Amounts in the answer, in paise, by their names in the API. */
  readonly figures?: Readonly<Record<string, number>>;
  /** The day on which a woman on the sheet moved to another group; undefined if the server refused for another reason. */
  readonly movedOn?: string | undefined;
};

const isFigure = (field: [string, unknown]): field is [string, number] =>
  field[0].endsWith('Paise') && typeof field[1] === 'number';

/** The server's refusal of an operation in the outbox, from the problem that it answered. */
export const refusalOf = ({ status, document }: Problem): Refusal => ({
  status,
  code: document.code,
  details: document.errors?.map(({ path }) => path) ?? [],
  figures: Object.fromEntries(Object.entries(document).filter(isFigure)),
  movedOn: typeof document.movedOn === 'string' ? document.movedOn : undefined,
});

/** Signed out, timeout, too early, too many requests, or a fault of the server: the same request may succeed later. */
const isTemporary = (status: number): boolean => [401, 408, 425, 429].includes(status) || status >= 500;

/**
 * What becomes of an operation in the outbox after a refusal: it needs her, or counts as sent since its purpose is
 * fulfilled. Undefined if it only has to wait: the failure is temporary, or a network on the way blocked the request.
 */
export function afterRefusal(
  operation: Operation,
  { status, code, details, figures = {}, movedOn }: Refusal,
): Operation | undefined {
  // Somebody else took the same sheet back before her.
  if (operation.what === 'reversal' && code === 'already_reversed') return { ...operation, state: 'sent' };
  // Somebody else took the same event of a case, or the same entry, back before her.
  const mayTakeBack = operation.what === 'case_event' || operation.what === 'entry_reversal';
  if (mayTakeBack && code === 'already_taken_back') return { ...operation, state: 'sent' };
  // An answer that is not in the API's form did not come from our server, but from a network on the way.
  if (isTemporary(status) || code === codeFromElsewhere(status)) return undefined;
  const moved = movedOn === undefined ? {} : { movedOn };
  return { ...operation, state: 'needs_fix', reason: code, details: [...details], figures, ...moved };
}
