import { useEffect } from 'preact/hooks';
import { v7 } from 'uuid';
import { type EntryKind, entryKinds } from '../../../../functions/domain/book-entries.ts';
import { loanPurposes } from '../../../../functions/domain/loan-words.ts';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/date-field.tsx';
import { Choice, NumberField, TextField } from '../../design/field.tsx';
import { oneOf } from '../../design/one-of.ts';
import { RupeesField } from '../../design/rupees-field.tsx';
import { formatRupees } from '../../i18n/format.ts';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { kindName, purposeOptions } from './book-words.ts';
import { type DraftEntry, newEntry, type Terms } from './draft.ts';
import { hasAccount, hasReason, namesLoan } from './fields-of-kind.ts';
import { accountOptions } from './line-rows.tsx';

export type Named = { readonly id: string; readonly code: string };

type EntryRowsProps = {
  readonly api: Api;
  readonly entries: readonly DraftEntry[];
  readonly members: readonly Named[];
  readonly onChange: (entries: readonly DraftEntry[]) => void;
};

/** The entries of members on the desk's sheet form, a row each. */
export function EntryRows({ api, entries, members, onChange }: EntryRowsProps) {
  const change = (key: string, part: Partial<DraftEntry>) =>
    onChange(entries.map((entry) => (entry.key === key ? { ...entry, ...part } : entry)));
  return (
    <>
      {entries.map((entry, index) => (
        <EntryRow
          key={entry.key}
          api={api}
          entry={entry}
          index={index}
          members={members}
          onChange={(part) => change(entry.key, part)}
          onRemove={() => onChange(entries.filter(({ key }) => key !== entry.key))}
          newLoans={entries.flatMap(({ kind, memberId, loanId }) =>
            kind === 'loan' && memberId === entry.memberId ? [loanId] : [],
          )}
        />
      ))}
      <p class="wide">
        <button
          type="button"
          class="second small"
          onClick={() => onChange([...entries, newEntry({ memberId: members[0]?.id ?? '' })])}
        >
          {t('books.addEntry')}
        </button>
      </p>
    </>
  );
}

type EntryRowProps = {
  readonly api: Api;
  readonly entry: DraftEntry;
  readonly index: number;
  readonly members: readonly Named[];
  /** The ids of the loans that this sheet gives her. */
  readonly newLoans: readonly string[];
  readonly onChange: (part: Partial<DraftEntry>) => void;
  readonly onRemove: () => void;
};

function EntryRow({ api, entry, index, members, newLoans, onChange, onRemove }: EntryRowProps) {
  const at = `entries.${index}`;
  const choose = (kind: EntryKind) => onChange({ kind, loanId: kind === 'loan' ? v7() : '', terms: {} });
  return (
    <fieldset class="row wide">
      <legend>{t('books.entry', { number: index + 1 })}</legend>
      <div class="fields">
        <Choice
          name={`${at}.memberId`}
          label={t('member')}
          value={entry.memberId}
          options={members.map(({ id, code }) => [id, code])}
          onChoose={(memberId) => onChange({ memberId, loanId: entry.kind === 'loan' ? entry.loanId : '' })}
        />
        <Choice
          name={`${at}.kind`}
          label={t('kind')}
          value={entry.kind}
          options={entryKinds.map((kind) => [kind, t(kindName(kind))])}
          onChoose={(chosen) => {
            const kind = oneOf(entryKinds, chosen);
            if (kind !== undefined) choose(kind);
          }}
        />
        {namesLoan(entry.kind) && (
          <LoanChoice api={api} at={at} entry={entry} newLoans={newLoans} onChange={onChange} />
        )}
        <RupeesField
          name={`${at}.amount`}
          label={t('amount')}
          paise={entry.amountPaise}
          onPaise={(amountPaise) => onChange({ amountPaise })}
        />
        {hasAccount(entry.kind) && (
          <Choice
            name={`${at}.account`}
            label={t('account')}
            value={entry.account}
            options={accountOptions()}
            onChoose={(account) => onChange({ account: account === 'bank' ? 'bank' : 'cash' })}
          />
        )}
        {hasReason(entry.kind) && (
          <TextField
            name={`${at}.reason`}
            label={t('reason')}
            value={entry.reason}
            onType={(reason) => onChange({ reason })}
          />
        )}
        {entry.kind === 'loan' && (
          <TermsFields at={at} terms={entry.terms} hasPurpose onChange={(terms) => onChange({ terms })} />
        )}
        <button type="button" class="link" onClick={onRemove}>
          {t('books.removeRow')}
        </button>
      </div>
    </fieldset>
  );
}

type LoanChoiceProps = Pick<EntryRowProps, 'api' | 'entry' | 'newLoans' | 'onChange'> & {
  readonly at: string;
};

/** Which of her loans is meant: those with something outstanding, and those that this sheet gives. */
function LoanChoice({ api, at, entry: { memberId, kind, loanId }, newLoans, onChange }: LoanChoiceProps) {
  const savings = useRead(['savings of', memberId], () =>
    api.request('GET /api/members/{id}/savings', { path: { id: memberId } }),
  );
  const owed = savings.data?.loans.filter(
    (loan) => loan.outstandingPaise > 0 || loan.loanId === loanId || kind === 'interest',
  );
  // Whoever has one loan means that one.
  const only = owed?.length === 1 && newLoans.length === 0 ? owed[0]?.loanId : undefined;
  useEffect(() => {
    if (only !== undefined && loanId === '' && kind !== 'interest') onChange({ loanId: only });
  }, [only, kind]);
  const options: [string, string][] = [
    ['', kind === 'interest' ? t('books.noLoan') : t('books.chooseLoan')],
    ...(owed ?? []).map((loan): [string, string] => [
      loan.loanId,
      t('books.loanOf', {
        principal: formatRupees(loan.principalPaise),
        rest: formatRupees(loan.outstandingPaise),
      }),
    ]),
    ...newLoans.map((id): [string, string] => [id, t('books.loanOfSheet')]),
  ];
  return (
    <Choice
      name={`${at}.loanId`}
      label={t('books.whichLoan')}
      value={loanId}
      options={options}
      onChoose={(chosen) => onChange({ loanId: chosen })}
    />
  );
}

type TermsFieldsProps = {
  /** What the names of its fields begin with; none where they stand alone. */
  readonly at?: string;
  readonly terms: Terms;
  readonly hasPurpose?: boolean;
  readonly onChange: (terms: Terms) => void;
};

const numberOf = (typed: string): number | undefined =>
  typed.trim() === '' || Number.isNaN(Number(typed)) ? undefined : Number(typed);

/** A form's fields for the purpose, rate and plan of a loan or borrowing, all optional. */
export function TermsFields({ at, terms, hasPurpose = false, onChange }: TermsFieldsProps) {
  const nameOf = (field: string): string => (at === undefined ? field : `${at}.${field}`);
  const change = (part: Terms) => onChange({ ...terms, ...part });
  return (
    <>
      {hasPurpose && (
        <Choice
          name={nameOf('purpose')}
          label={t('books.purpose')}
          value={terms.purpose ?? ''}
          options={purposeOptions()}
          onChoose={(chosen) => change({ purpose: oneOf(loanPurposes, chosen) })}
        />
      )}
      <NumberField
        name={nameOf('ratePerMonth')}
        label={t('books.rate')}
        value={terms.ratePerMonthBasisPoints === undefined ? undefined : terms.ratePerMonthBasisPoints / 100}
        max={10}
        hasHundredths
        isOptional
        onType={(typed) => {
          const percent = numberOf(typed);
          change({ ratePerMonthBasisPoints: percent === undefined ? undefined : Math.round(percent * 100) });
        }}
      />
      <NumberField
        name={nameOf('instalments')}
        label={t('books.instalments')}
        value={terms.instalments}
        min={1}
        max={60}
        isOptional
        onType={(typed) => change({ instalments: numberOf(typed) })}
      />
      <DateField
        name={nameOf('firstDueOn')}
        label={t('books.firstDueOn')}
        value={terms.firstDueOn}
        isOptional
        onDate={(date) => change({ firstDueOn: date === '' ? undefined : date })}
      />
    </>
  );
}
