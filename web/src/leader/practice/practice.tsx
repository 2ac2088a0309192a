import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { formatRupees } from '../../i18n/format.ts';
import { writeRupees } from '../../i18n/rupee-input.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { rowWrite } from '../../rows/encrypted-rows.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { type Collective, type Member, practices, type Sheet, type SheetRow } from '../row-kinds.ts';
import { SheetFoot } from '../sheet/foot.tsx';
import { AmountField } from '../sheet/row/amount-field.tsx';
import { Row } from '../sheet/row/row.tsx';
import { emptyRow } from '../sheet/row/row-rules.ts';
import { markAllPresent } from '../sheet/sheet-rules.ts';
import { t as leaderText } from '../sheet/text.ts';
import { totalsOf } from '../sheet/totals.ts';
import { t } from './text.ts';

const usualDepositPaise = 100_00;

/** Invented women. Their names are flowers (jasmine, rose, lotus), so that nobody takes them for real women. */
const women: readonly Member[] = ['మల్లె (Malle)', 'గులాబి (Gulabi)', 'తామర (Tamara)'].map((name, index) => ({
  id: `practice ${index}`,
  name,
  collectiveId: 'practice',
  version: 1,
  joinedOn: '2026-01-01',
  savingsPaise: 1_200_00,
  loans: [],
}));

const practiceGroup = (): Collective => ({
  id: 'practice',
  name: t('practice.group'),
  district: '',
  mandal: '',
  usualDepositPaise,
  cashPaise: 0,
  bankPaise: 0,
  surplusPaise: 0,
  borrowings: [],
});

const newSheet = (): Sheet => ({
  id: v7(),
  collectiveId: 'practice',
  heldOn: todayInIndia(),
  rows: {},
  lines: [],
  cashCounted: '',
  bankBalance: '',
  otherMeetingIds: [],
});

/**
 * A sheet with invented women, in memory alone: nothing of it is stored or sent. It has three steps, each shown once the step before is done: mark all
 * present, mark one absent, count the cash.
 */
export function Practice() {
  const { workspace, go } = useHere();
  const [sheet, setSheet] = useState(newSheet);
  // Grows with each "all present": under another key all rows are drawn anew, from the changed sheet.
  const [round, setRound] = useState(0);
  const group = practiceGroup();
  const totals = totalsOf(sheet, women, group);
  const isMarked = women.every(({ id }) => sheet.rows[id]?.status !== undefined);
  const isOneAbsent = isMarked && women.some(({ id }) => sheet.rows[id]?.status === 'absent');
  const isDone = isOneAbsent && totals.countedPaise === totals.expectedPaise;
  const markPresent = () => {
    const rows = markAllPresent(sheet, women, writeRupees(usualDepositPaise));
    setSheet({ ...sheet, rows });
    setRound(round + 1);
  };
  const change = (id: string, row: SheetRow) =>
    setSheet((before) => ({ ...before, rows: { ...before.rows, [id]: row } }));
  const finish = () => {
    // If the phone is full, the practice is only offered again.
    void workspace.rows.putAll([rowWrite(practices, 'all', { isOver: true })]).catch(() => {});
    go({ name: 'home' });
  };
  return (
    <Frame title={t('practice.title')} back={{ name: 'home' }} foot={<SheetFoot totals={totals} />}>
      <p class="notice">{t('practice.explain')}</p>
      <p>
        <strong>{t('practice.one')}</strong>
      </p>
      <button type="button" class="second" onClick={markPresent}>
        {leaderText('sheet.allPresent')}
      </button>
      {isMarked && (
        <p>
          <strong>{t('practice.two')}</strong>
        </p>
      )}
      <ol class="rows" key={round}>
        {women.map((member) => (
          <Row
            key={member.id}
            member={member}
            initial={sheet.rows[member.id] ?? emptyRow()}
            group={group}
            heldOn={sheet.heldOn}
            onRow={change}
          />
        ))}
      </ol>
      {isOneAbsent && (
        <>
          <p>
            <strong>{t('practice.three', { amount: formatRupees(totals.expectedPaise) })}</strong>
          </p>
          <AmountField
            label={leaderText('sheet.counted')}
            value={sheet.cashCounted}
            isWide
            onValue={(cashCounted) => setSheet({ ...sheet, cashCounted })}
          />
        </>
      )}
      {isDone && (
        <>
          <p class="notice" role="status">
            {t('practice.done')}
          </p>
          <p>{t('practice.stays')}</p>
          <button type="button" class="primary" onClick={finish}>
            {t('practice.over')}
          </button>
        </>
      )}
    </Frame>
  );
}
