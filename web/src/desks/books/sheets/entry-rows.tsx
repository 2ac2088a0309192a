import { v7 } from 'uuid';
import {
  places as accounts,
  type EntryKind,
  entryKinds,
  givesLoan,
  hasField,
  namesLoan,
} from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { Api } from '../../../api/client.ts';
import { Choice, TextField } from '../../../design/fields/field.tsx';
import { oneOf } from '../../../design/fields/one-of.ts';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { t } from '../../text.ts';
import { kindName } from '../book-words.ts';
import { type DraftEntry, newEntry } from '../drafts/draft.ts';
import { accountOptions } from '../line-rows.tsx';
import { LoanTermsFields } from '../loan-terms-fields.tsx';
import { isToldByCell } from './grid-keys.ts';
import { LoanChoice } from './loan-choice.tsx';

/** A member as the books' forms offer her. Her `label` is her code or, where names are shown, her name and code. */
export type LabelledMember = { readonly id: string; readonly label: string };

type EntryRowsProps = {
  readonly api: Api;
  readonly entries: readonly DraftEntry[];
  readonly members: readonly LabelledMember[];
  /** Whether a grid above shows the entries. Those that it shows completely get no row here. */
  readonly hasGrid?: boolean;
  readonly onChange: (entries: readonly DraftEntry[]) => void;
};

/** The rows of the desk's sheet form in which the members' entries are filled in: one row for each entry. */
export function EntryRows({ api, entries, members, hasGrid = false, onChange }: EntryRowsProps) {
  const isShownInGrid = (entry: DraftEntry) => hasGrid && isToldByCell(entry, entries);
  const change = (key: string, part: Partial<DraftEntry>) =>
    onChange(entries.map((entry) => (entry.key === key ? { ...entry, ...part } : entry)));
  return (
    <>
      {entries.some(isShownInGrid) && <p class="wide soft">{t('grid.others')}</p>}
      {entries.map(
        (entry, index) =>
          !isShownInGrid(entry) && (
            <EntryRow
              key={entry.key}
              api={api}
              entry={entry}
              index={index}
              members={members}
              onChange={(part) => change(entry.key, part)}
              onRemove={() => onChange(entries.filter(({ key }) => key !== entry.key))}
              newLoanIds={loansGivenTo(entry.memberId, entries)}
            />
          ),
      )}
      <p class="wide">
        <button type="button" class="second small" onClick={() => onChange([...entries, newEntry()])}>
          {t('books.addEntry')}
        </button>
      </p>
    </>
  );
}

/** The ids of the loans that the entries of this sheet give a member. */
const loansGivenTo = (memberId: string, entries: readonly DraftEntry[]): string[] =>
  entries.filter((entry) => givesLoan(entry) && entry.memberId === memberId).map(({ loanId }) => loanId);

type EntryRowProps = {
  readonly api: Api;
  readonly entry: DraftEntry;
  readonly index: number;
  readonly members: readonly LabelledMember[];
  /** The ids of the loans that this sheet gives the entry's member. */
  readonly newLoanIds: readonly string[];
  readonly onChange: (part: Partial<DraftEntry>) => void;
  readonly onRemove: () => void;
};

function EntryRow({ api, entry, index, members, newLoanIds, onChange, onRemove }: EntryRowProps) {
  const namePrefix = `entries.${index}`;
  // An entry that gives a loan makes the loan's id. With any other kind, the entry names no loan yet.
  const chooseKind = (kind: EntryKind) =>
    onChange({ kind, loanId: givesLoan({ kind }) ? v7() : '', terms: {} });
  return (
    <fieldset class="row wide">
      <legend>{t('books.entry', { number: index + 1 })}</legend>
      <div class="fields">
        <Choice
          name={`${namePrefix}.memberId`}
          label={t('member')}
          value={entry.memberId}
          options={members.map(({ id, label }) => [id, label])}
          // An entry that gives a loan keeps the new loan's id. Any other entry loses its loan, which is the former member's.
          onChoose={(memberId) => onChange({ memberId, loanId: givesLoan(entry) ? entry.loanId : '' })}
        />
        <Choice
          name={`${namePrefix}.kind`}
          label={t('kind')}
          value={entry.kind}
          options={entryKinds.map((kind) => [kind, t(kindName(kind))])}
          onChoose={(chosen) => {
            const kind = oneOf(entryKinds, chosen);
            if (kind !== undefined) chooseKind(kind);
          }}
        />
        {namesLoan(entry.kind) && entry.memberId !== '' && (
          <LoanChoice
            api={api}
            namePrefix={namePrefix}
            entry={entry}
            newLoanIds={newLoanIds}
            onChange={onChange}
          />
        )}
        <RupeesField
          name={`${namePrefix}.amount`}
          label={t('amount')}
          paise={entry.amountPaise}
          zeroError={t('books.zero')}
          onPaise={(amountPaise) => onChange({ amountPaise })}
        />
        {hasField(entry.kind, 'account') && (
          <Choice
            name={`${namePrefix}.account`}
            label={t('account')}
            value={entry.account}
            options={accountOptions()}
            onChoose={(chosen) => onChange({ account: oneOf(accounts, chosen) })}
          />
        )}
        {hasField(entry.kind, 'reason') && (
          <TextField
            name={`${namePrefix}.reason`}
            label={t('reason')}
            value={entry.reason}
            onType={(reason) => onChange({ reason })}
          />
        )}
        {givesLoan(entry) && (
          <LoanTermsFields
            namePrefix={namePrefix}
            terms={entry.terms}
            hasPurpose
            onChange={(terms) => onChange({ terms })}
          />
        )}
        <button type="button" class="link" onClick={onRemove}>
          {t('books.removeRow')}
        </button>
      </div>
    </fieldset>
  );
}
