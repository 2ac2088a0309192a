import type { Api } from '../../api/client.ts';
import { formatRupees } from '../../i18n/format.ts';
import { DeskTable } from '../frame/desk-table.tsx';
import { t } from '../text.ts';
import { kindName } from './book-words.ts';
import { CashDifference } from './cash-difference.tsx';
import type { MemberWithCode } from './entry-rows.tsx';
import { expectedCash } from './expected-cash.ts';
import { LinesTable } from './lines-table.tsx';
import { memberColumn } from './member-columns.tsx';
import type { RecordedMeeting } from './use-meeting.ts';

type Entry = RecordedMeeting['entries'][number];

const isAtBank = (entry: Entry): boolean => 'account' in entry && entry.account === 'bank';

type SheetFactsProps = {
  readonly api: Api;
  readonly groupId: string;
  readonly meeting: RecordedMeeting;
  readonly members: readonly MemberWithCode[] | undefined;
};

/** On the desk's page of a meeting's sheet, its facts: who was there, what was paid, what was counted and noted. */
export function SheetFacts({ api, groupId, meeting, members = [] }: SheetFactsProps) {
  const { id, attendance, entries, lines = [], cashCountedPaise, bankBalancePaise, note } = meeting;
  const expectedPaise = expectedCash(meeting);
  // A difference that was written down has its reason in a line of its own.
  const difference = lines.find(({ kind }) => kind === 'cash_short' || kind === 'cash_over');
  const noted = note ?? (difference !== undefined && 'reason' in difference ? difference.reason : undefined);
  const codes = new Map(members.map((member) => [member.id, member.code]));
  const columns = [...Map.groupBy(entries, (entry) => `${entry.kind} ${isAtBank(entry)}`).values()];
  return (
    <>
      <dl class="facts">
        <dt>{t('present')}</dt>
        <dd>
          {attendance.filter(({ status }) => status === 'present').length} / {attendance.length}
        </dd>
        {expectedPaise !== undefined && (
          <>
            <dt>{t('cashExpected')}</dt>
            <dd>{formatRupees(expectedPaise)}</dd>
          </>
        )}
        <dt>{t('cashCounted')}</dt>
        <dd>
          {cashCountedPaise === undefined ? t('sheet.uncounted') : formatRupees(cashCountedPaise)}{' '}
          <CashDifference of={(cashCountedPaise ?? 0) - (expectedPaise ?? 0)} />
        </dd>
        {bankBalancePaise !== undefined && (
          <>
            <dt>{t('books.bankBalance')}</dt>
            <dd>{formatRupees(bankBalancePaise)}</dd>
          </>
        )}
        <dt>{t('countNote')}</dt>
        <dd>{noted ?? t('countNote.none')}</dd>
      </dl>
      <DeskTable
        list="sheet"
        idsOf={({ memberId }) => [memberId]}
        caption={t('meeting')}
        empty={t('nothing')}
        rows={attendance}
        keyOf={({ memberId }) => memberId}
        columns={[
          memberColumn(codes),
          {
            key: 'attendance',
            title: t('sheet.attendance'),
            value: ({ status }) => t(`attendance.${status}`),
            exported: true,
          },
          ...columns.flatMap((ofKind) => {
            const [first] = ofKind;
            if (first === undefined) return [];
            const name = t(kindName(first.kind));
            return {
              key: `${first.kind} ${isAtBank(first)}`,
              title: isAtBank(first) ? `${name} (${t('account.bank')})` : name,
              value: ({ memberId }: { readonly memberId: string }) =>
                ofKind
                  .filter((entry) => entry.memberId === memberId)
                  .reduce((sum, { amountPaise }) => sum + amountPaise, 0) || undefined,
              isMoney: true,
              exported: true as const,
            };
          }),
        ]}
      />
      {lines.length > 0 && (
        <>
          <h3>{t('books.lines')}</h3>
          <LinesTable api={api} groupId={groupId} of={id} lines={lines} />
        </>
      )}
    </>
  );
}
