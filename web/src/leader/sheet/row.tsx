import { useRef, useState } from 'preact/hooks';
import { maxAmountPaise } from '../../../../functions/domain/money.ts';
import { formatRupees } from '../../i18n/format.ts';
import { writeRupees } from '../../i18n/rupees.ts';
import type { Collective, AmountField as Field, Member, SheetRow } from '../kinds.ts';
import { type Key, t } from '../text.ts';
import { AmountField } from './amount-field.tsx';
import { outstandingPaiseOf } from './entries.ts';
import {
  type Attendance,
  type Fault,
  faultOfRow,
  markRow,
  type Question,
  questionsOfRow,
  usualInterestPaise,
} from './sheet-rules.ts';

const states: readonly {
  readonly status: Attendance['status'];
  readonly sign: string;
  readonly label: Key;
}[] = [
  { status: 'present', sign: '✓', label: 'sheet.present' },
  { status: 'excused', sign: '–', label: 'sheet.excused' },
  { status: 'absent', sign: '✗', label: 'sheet.absent' },
];

/** One woman on the sheet: her presence and her amounts. */
export function Row({
  member,
  initial,
  group,
  onRow,
}: {
  readonly member: Member;
  readonly initial: SheetRow;
  readonly group: Collective;
  readonly onRow: (id: string, row: SheetRow) => void;
}) {
  const [row, setRow] = useState(initial);
  const owed = outstandingPaiseOf(member);
  const isOwing = owed > 0 || row.repayment !== '';
  const further: readonly Field[] = isOwing
    ? ['withdrawal', 'loan', 'fine']
    : ['interest', 'withdrawal', 'loan', 'fine'];
  const [isOpen, setOpen] = useState(further.some((field) => row[field] !== ''));
  const inputs = useRef(new Map<Field, HTMLInputElement>());
  const put = (changed: SheetRow) => {
    if (changed === row) return;
    setRow(changed);
    onRow(member.id, changed);
  };
  const usualInterest = usualInterestPaise(member, group);
  const fault = faultOfRow(member, row);
  const field = (name: Field) => (
    <AmountField
      key={name}
      label={t(`sheet.${name}`)}
      value={row[name]}
      onValue={(typed) => put({ ...row, [name]: typed })}
      field={(input) => {
        if (input !== null) inputs.current.set(name, input);
      }}
    />
  );
  return (
    <li class={`row ${row.status ?? 'unmarked'}`}>
      <div class="who">
        <strong>{member.name}</strong>
        {row.status === undefined && <span class="unmarked">{t('sheet.unmarked')}</span>}
      </div>
      <p class="balance">
        {t('sheet.savings', { amount: formatRupees(member.savingsPaise) })}
        {owed > 0 && ` · ${t('sheet.owes', { amount: formatRupees(owed) })}`}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as these are */}
      <div class="states" role="group" aria-label={member.name}>
        {states.map(({ status, sign, label }) => (
          <button
            type="button"
            key={status}
            class={`toggle ${status}`}
            aria-pressed={row.status === status}
            onClick={() => put(markRow(row, status, writeRupees(group.usualDepositPaise)))}
          >
            <span aria-hidden="true">{sign}</span> {t(label)}
          </button>
        ))}
      </div>
      <div class="amounts">
        {field('deposit')}
        {isOwing && (
          <>
            {field('repayment')}
            {field('interest')}
          </>
        )}
        {isOwing && usualInterest > 0 && row.interest === '' && (
          <button
            type="button"
            class="usual"
            onClick={() => put({ ...row, interest: writeRupees(usualInterest) })}
          >
            {t('sheet.usualInterest', { amount: formatRupees(usualInterest) })}
          </button>
        )}
        {!isOpen && (
          <button type="button" class="quiet more" onClick={() => setOpen(true)}>
            <span class="hidden-text">{member.name}: </span>+ {t('sheet.more')}
          </button>
        )}
      </div>
      {isOpen && <div class="amounts">{further.map(field)}</div>}
      {fault !== undefined && (
        <p class="error" role="alert">
          {describeFault(fault)}
        </p>
      )}
      {questionsOfRow(group, member, row).map((question) => (
        <Ask
          key={question.field}
          question={question}
          onYes={() =>
            put({ ...row, confirmed: { ...row.confirmed, [question.field]: question.amountPaise } })
          }
          onNo={() => inputs.current.get(question.field)?.focus()}
        />
      ))}
    </li>
  );
}

function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'no_amount':
      return t('sheet.notAmount');
    case 'above_limit':
      return t('sheet.atMost', { amount: formatRupees(maxAmountPaise) });
    case 'repayment':
    case 'withdrawal':
      return t(fault.kind === 'repayment' ? 'sheet.repaysTooMuch' : 'sheet.tooMuch', {
        wrote: formatRupees(fault.wrotePaise),
        has: formatRupees(fault.hasPaise),
      });
  }
}

/** Asks whether an unusual amount is right, until she confirms or changes it. */
function Ask({
  question: { field, amountPaise, comparedWith, figurePaise },
  onYes,
  onNo,
}: {
  readonly question: Question;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const amount = formatRupees(amountPaise);
  return (
    <div class="warning" role="alert">
      <p>
        {t(`ask.${comparedWith}`, {
          field: t(`sheet.${field}`),
          amount,
          figure: formatRupees(figurePaise),
        })}
      </p>
      <div class="states">
        <button type="button" class="second" onClick={onYes}>
          {t('ask.yes', { amount })}
        </button>
        <button type="button" class="second" onClick={onNo}>
          {t('ask.no')}
        </button>
      </div>
    </div>
  );
}
