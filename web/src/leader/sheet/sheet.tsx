import { useMemo, useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { formatDay, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { collectiveOf, membersOf, mostOnSheet } from '../balances.ts';
import { useHere, useStatus } from '../context.ts';
import { Frame } from '../frame.tsx';
import { type Member, type Sheet, type SheetRow, sheets } from '../kinds.ts';
import { t } from '../text.ts';
import { writeRupees } from './money.ts';
import { faultOfRow, type Totals, totalsOf } from './sheet-rules.ts';

const emptyRow = (): SheetRow => ({
  status: 'absent',
  deposit: '',
  repayment: '',
  withdrawal: '',
  loan: '',
  fine: '',
  newLoanId: v7(),
});

/** The sheet of tonight's meeting: a row a woman; each field is kept as it is typed. */
export function SheetScreen({ collectiveId }: { readonly collectiveId: string }) {
  const { desk, go } = useHere();
  // A row does not move under her thumb because something was heard from the programme meanwhile.
  const all = useMemo(() => membersOf(desk.rows, collectiveId), [desk, collectiveId]);
  const members = useMemo(() => all.slice(0, mostOnSheet), [all]);
  const collective = useMemo(() => collectiveOf(desk.rows, collectiveId), [desk, collectiveId]);
  const sheet = useRef<Sheet>(
    desk.rows.get(sheets, collectiveId) ?? {
      id: v7(),
      collectiveId,
      heldOn: todayInIndia(),
      rows: {},
      cashCounted: '',
    },
  );
  const cashBefore = collective?.cashPaise ?? 0;
  const [totals, setTotals] = useState(() => totalsOf(sheet.current, members, cashBefore));
  const [round, setRound] = useState(0);
  const [isStopping, setStopping] = useState(false);
  const usual = writeRupees(collective?.usualDepositPaise ?? 0);

  const keep = (changed: Sheet) => {
    sheet.current = changed;
    setTotals(totalsOf(changed, members, cashBefore));
    const isNew = desk.rows.get(sheets, collectiveId) === undefined;
    void desk.rows.keep(sheets, collectiveId, changed);
    if (isNew) desk.noteWork();
  };
  const changeRow = useMemo(
    () => (id: string, row: SheetRow) =>
      keep({ ...sheet.current, rows: { ...sheet.current.rows, [id]: row } }),
    [],
  );
  const allPresent = () => {
    const rows = Object.fromEntries(
      members.map(({ id }) => {
        const row = sheet.current.rows[id] ?? emptyRow();
        const deposit = row.status === 'absent' && row.deposit === '' ? usual : row.deposit;
        return [id, { ...row, status: 'present' as const, deposit }];
      }),
    );
    keep({ ...sheet.current, rows });
    setRound(round + 1);
  };
  // The same rows are handed over each time: only the one that she types in is drawn again.
  const rows = useMemo(
    () =>
      members.map((member) => (
        <Row
          key={member.id}
          member={member}
          initial={sheet.current.rows[member.id]}
          usual={usual}
          onRow={changeRow}
        />
      )),
    [members, usual, changeRow, round],
  );
  const faulty = members.filter((member) => {
    const row = sheet.current.rows[member.id];
    return row !== undefined && faultOfRow(member, row) !== undefined;
  });
  const isEmpty = members.every(({ id }) => sheet.current.rows[id] === undefined);
  const stop = async () => {
    await desk.rows.remove(sheets, collectiveId);
    desk.noteWork();
    go({ name: 'home' });
  };

  return (
    <Frame
      title={t('sheet.title', { name: collective?.name ?? '' })}
      back={{ name: 'home' }}
      foot={<SheetFoot totals={totals} />}
    >
      <label class="field">
        {t('sheet.date')}
        <input
          type="date"
          max={todayInIndia()}
          value={sheet.current.heldOn}
          onInput={({ currentTarget }) =>
            currentTarget.value !== '' && keep({ ...sheet.current, heldOn: currentTarget.value })
          }
        />
        {/* The field writes it as the phone does, which may put the month first. */}
        <span class="part" aria-live="polite">
          {formatDay(sheet.current.heldOn, language())}
        </span>
      </label>
      <button type="button" class="second" onClick={allPresent}>
        {t('sheet.allPresent')}
      </button>
      {collective === undefined ? (
        <p class="warning">{t('gone.explain')}</p>
      ) : (
        members.length === 0 && <p class="warning">{t('sheet.nobody')}</p>
      )}
      {all.length > members.length && (
        <p class="warning">
          {t('sheet.tooMany', { most: mostOnSheet })}{' '}
          {all
            .slice(mostOnSheet)
            .map(({ name }) => name)
            .join(', ')}
        </p>
      )}
      <ol class="rows" key={round}>
        {rows}
      </ol>
      <label class="field">
        {t('sheet.counted')}
        <input
          inputMode="decimal"
          autoComplete="off"
          value={sheet.current.cashCounted}
          onInput={({ currentTarget }) => keep({ ...sheet.current, cashCounted: currentTarget.value })}
        />
      </label>
      {!totals.isCountReadable && <p class="error">{t('sheet.notAmount')}</p>}
      {faulty.length > 0 && (
        <p class="error">{t('sheet.lookAt', { names: faulty.map(({ name }) => name).join(', ') })}</p>
      )}
      {isEmpty && members.length > 0 && <p>{t('sheet.first')}</p>}
      <button
        type="button"
        class="primary"
        disabled={collective === undefined || faulty.length > 0 || !totals.isCountReadable || isEmpty}
        onClick={() => go({ name: 'check', collectiveId })}
      >
        {t('sheet.check')}
      </button>
      {isStopping ? (
        <button type="button" class="second danger" onClick={() => void stop()}>
          {t('waiting.discardSure')}
        </button>
      ) : (
        <button type="button" class="quiet" onClick={() => setStopping(true)}>
          {t('enrol.stop')}
        </button>
      )}
    </Frame>
  );
}

const money = ['withdrawal', 'loan', 'fine'] as const;

function Row({
  member,
  initial,
  usual,
  onRow,
}: {
  readonly member: Member;
  readonly initial: SheetRow | undefined;
  readonly usual: string;
  readonly onRow: (id: string, row: SheetRow) => void;
}) {
  const [row, setRow] = useState(initial ?? emptyRow());
  const [isOpen, setOpen] = useState(money.some((field) => row[field] !== ''));
  const change = (part: Partial<SheetRow>) => {
    const changed = { ...row, ...part };
    setRow(changed);
    onRow(member.id, changed);
  };
  const owed = member.loans.reduce((sum, { outstandingPaise }) => sum + outstandingPaise, 0);
  const fault = faultOfRow(member, row);
  const isPresent = row.status === 'present';
  const field = (name: 'deposit' | 'repayment' | (typeof money)[number]) => (
    <label class="amount">
      {t(`sheet.${name}`)}
      <input
        inputMode="decimal"
        autoComplete="off"
        value={row[name]}
        onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
      />
    </label>
  );
  return (
    <li class={isPresent ? 'row here' : 'row'}>
      <div class="who">
        <strong>{member.name}</strong>
        <button
          type="button"
          class="toggle"
          aria-pressed={isPresent}
          onClick={() =>
            change(
              isPresent
                ? { status: 'absent', deposit: row.deposit === usual ? '' : row.deposit }
                : { status: 'present', deposit: row.deposit === '' ? usual : row.deposit },
            )
          }
        >
          <span class="hidden-text">{member.name}: </span>
          {isPresent ? `✓ ${t('sheet.present')}` : t('sheet.absent')}
        </button>
      </div>
      <p class="balance">
        {t('sheet.savings', { amount: formatRupees(member.savingsPaise) })}
        {owed > 0 && ` · ${t('sheet.owes', { amount: formatRupees(owed) })}`}
      </p>
      <div class="amounts">
        {field('deposit')}
        {(owed > 0 || row.repayment !== '') && field('repayment')}
        {!isOpen && (
          <button type="button" class="quiet more" onClick={() => setOpen(true)}>
            <span class="hidden-text">{member.name}: </span>+ {t('sheet.more')}
          </button>
        )}
      </div>
      {isOpen && <div class="amounts">{money.map((name) => field(name))}</div>}
      {fault && (
        <p class="error" role="alert">
          {fault === 'amount' ? t('sheet.notAmount') : t('sheet.tooMuch')}
        </p>
      )}
    </li>
  );
}

/** Always in sight: what comes in, and whether the box agrees. */
export function SheetFoot({ totals }: { readonly totals: Totals }) {
  useStatus();
  const { present, depositPaise, repaymentPaise, expectedPaise, countedPaise } = totals;
  const difference = countedPaise === undefined ? undefined : countedPaise - expectedPaise;
  return (
    <footer class="totals" aria-live="polite">
      <span>
        {t('totals.present', { count: present })} · {t('sheet.deposit')} {formatRupees(depositPaise)} ·{' '}
        {t('sheet.repayment')} {formatRupees(repaymentPaise)}
      </span>
      <strong class={difference === undefined ? '' : difference === 0 ? 'right' : 'wrong'}>
        {t('totals.box', { amount: formatRupees(expectedPaise) })}
        {countedPaise !== undefined &&
          (difference === 0
            ? ` ✓ ${t('totals.right')}`
            : ` ✗ ${t('totals.counted', { amount: formatRupees(countedPaise) })}`)}
      </strong>
      {difference !== undefined && difference !== 0 && (
        <strong class="wrong">
          {t(difference < 0 ? 'totals.missing' : 'totals.over', {
            amount: formatRupees(Math.abs(difference)),
          })}
        </strong>
      )}
    </footer>
  );
}
