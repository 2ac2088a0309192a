import { v7 } from 'uuid';
import { writeRupees } from '../../i18n/rupee-input.ts';
import type { Collective, EntryDraft, SheetRow } from '../row-kinds.ts';
import { AmountField } from './amount-field.tsx';
import { outstandingPaiseOf } from './entries-and-lines.ts';
import { EntryEditor } from './entry-editor.tsx';
import { LoanTerms } from './loan-terms.tsx';
import { amountInSlot, findSlotIndex, replaceEntry, type Slot, withAmountInSlot } from './row-slots.ts';
import type { SheetMember } from './take-off-rules.ts';
import { t } from './text.ts';
import { writeRate } from './typed-numbers.ts';

type RowMoreProps = {
  readonly member: SheetMember;
  readonly row: SheetRow;
  /** The places of the entries that stand on the row itself. */
  readonly shownAt: ReadonlySet<number>;
  readonly group: Collective;
  readonly heldOn: string;
  readonly onRow: (row: SheetRow) => void;
  /** A ref that keeps an entry's input by its place, for the focus; -1 where there is no entry. */
  readonly fieldFor: (at: number) => (input: HTMLInputElement | null) => void;
};

/**
 * The part "More" of a woman's row on a sheet, the rest of what she may pay or get: savings taken out, a new loan
 * with its plan, a fine, and what is rare.
 */
export function RowMore({ member, row, shownAt, group, heldOn, onRow, fieldFor }: RowMoreProps) {
  const owed = outstandingPaiseOf(member);
  const slots: readonly Slot[] = [
    // While she owes, interest has its field on the row, beside each loan.
    ...(owed > 0 ? [] : [{ kind: 'interest' } as const]),
    { kind: 'withdrawal' },
    { kind: 'loan' },
    { kind: 'fine' },
  ];
  /** Where a slot's entry stands among the row's; -1 if it has none, or if that one stands on the row itself. */
  const placeOf = (slot: Slot): number => {
    const at = findSlotIndex(row, slot);
    return shownAt.has(at) ? -1 : at;
  };
  const places = new Set(slots.map(placeOf));
  // Entries that have no slot here: those that she added from the rare ones below.
  const further = row.entries.flatMap((draft, at) =>
    shownAt.has(at) || places.has(at) ? [] : [{ draft, at }],
  );
  const loanAt = placeOf({ kind: 'loan' });
  const loan = row.entries[loanAt];
  /** What a new entry begins with. A loan's id is made once, with its first amount. */
  const made =
    ({ kind }: Slot) =>
    (): Omit<EntryDraft, 'kind' | 'amount'> => {
      if (kind !== 'loan') return {};
      const { ratePerMonthBasisPoints: rate } = group;
      return { loanId: v7(), ...(rate === undefined ? {} : { rate: writeRate(rate) }) };
    };
  const add = (draft: EntryDraft) => onRow({ ...row, entries: [...row.entries, draft] });
  const [first] = member.loans.filter(({ outstandingPaise }) => outstandingPaise > 0);
  // Each of them is added by a press, and then stands in an editor of its own.
  const rare: readonly (EntryDraft & { readonly label: string })[] = [
    { kind: 'deposit', amount: '', account: 'bank', label: t('more.atBank') },
    { kind: 'dividend', amount: '', label: t('sheet.dividend') },
    ...(first === undefined
      ? []
      : (['set_off', 'write_off'] as const).map((kind) => ({
          kind,
          loanId: first.loanId,
          amount:
            kind === 'set_off' ? writeRupees(Math.min(member.savingsPaise, first.outstandingPaise)) : '',
          label: t(`sheet.${kind}`),
        }))),
  ];
  return (
    <>
      <div class="amounts">
        {slots.map((slot) => (
          <AmountField
            key={slot.kind}
            label={t(`sheet.${slot.kind}`)}
            value={placeOf(slot) === -1 ? '' : amountInSlot(row, slot)}
            onValue={(typed) => onRow(withAmountInSlot(row, slot, typed, made(slot)))}
            field={fieldFor(placeOf(slot))}
          />
        ))}
      </div>
      {loan !== undefined && (
        <LoanTerms
          draft={loan}
          heldOn={heldOn}
          onDraft={(changed) => onRow(replaceEntry(row, loanAt, changed))}
        />
      )}
      {further.map(({ draft, at }) => (
        <EntryEditor
          key={at}
          draft={draft}
          member={member}
          heldOn={heldOn}
          field={fieldFor(at)}
          onDraft={(changed) => onRow(replaceEntry(row, at, changed))}
        />
      ))}
      <div class="amounts">
        {rare.map(({ label, ...draft }) => (
          <button type="button" class="quiet" key={label} onClick={() => add(draft)}>
            + {label}
          </button>
        ))}
      </div>
    </>
  );
}
