import { isCashDifference } from '../../../../../functions/shared/kinds/book-entries.ts';
import type { Api } from '../../../api/client.ts';
import { translateReason } from '../../../books/difference-reasons.ts';
import { formatRupees } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { DeskTable } from '../../frame/lists/desk-table.tsx';
import { t } from '../../text.ts';
import { kindName } from '../book-words.ts';
import type { MemberWithCode } from '../group-members.ts';
import { LinesTable } from '../lines-table.tsx';
import { CountedCash } from './cash-difference.tsx';
import { countedCash, expectedCash } from './expected-cash.ts';
import { memberColumn } from './member-columns.tsx';
import { useCashAfter } from './use-cash-after.ts';
import type { RecordedMeeting } from './use-meeting.ts';

type Entry = RecordedMeeting['entries'][number];

const isAtBank = (entry: Entry): boolean => 'account' in entry && entry.account === 'bank';

type SheetDetailsProps = {
  readonly api: Api;
  readonly groupId: string;
  readonly meeting: RecordedMeeting;
  /** The group's members; undefined until they are read. */
  readonly members: readonly MemberWithCode[] | undefined;
  /** Names by member id; none while they are hidden. */
  readonly names?: ReadonlyMap<string, string>;
};

/** The facts of a recorded meeting's sheet at the desk: attendance, entries, lines, the counted cash and the note. */
export function SheetDetails({ api, groupId, meeting, members = [], names }: SheetDetailsProps) {
  const language = useLanguage();
  const { id, attendance, entries, lines = [], bankBalancePaise, note } = meeting;
  // A difference that was recorded is a line of its own, with the reason.
  const differenceReasons = lines.flatMap((line) =>
    isCashDifference(line) && 'reason' in line ? translateReason(line.reason, language) : [],
  );
  const codes = new Map(members.map((member) => [member.id, member.code]));
  // A column of the table for each kind of entry, with separate ones for cash and bank: `deposit true` is at the bank.
  const entriesByColumn = [...Map.groupBy(entries, (entry) => `${entry.kind} ${isAtBank(entry)}`).values()];
  return (
    <>
      <dl class="facts">
        <dt>{t('present')}</dt>
        <dd>
          {attendance.filter(({ status }) => status === 'present').length} / {attendance.length}
        </dd>
        <dt>{t('cashExpected')}</dt>
        <dd>
          {countedCash(meeting) === undefined ? (
            <ExpectedUncounted api={api} groupId={groupId} meeting={meeting} />
          ) : (
            formatRupees(expectedCash(meeting) ?? 0)
          )}
        </dd>
        <dt>{t('cashCounted')}</dt>
        <dd>
          <CountedCash sheet={meeting} />
        </dd>
        {differenceReasons.length > 0 && (
          <>
            <dt>{t('cash.reason')}</dt>
            <dd>{differenceReasons.join(' · ')}</dd>
          </>
        )}
        {bankBalancePaise !== undefined && (
          <>
            <dt>{t('books.bankBalance')}</dt>
            <dd>{formatRupees(bankBalancePaise)}</dd>
          </>
        )}
        <dt>{t('countNote')}</dt>
        <dd>{note ?? t('countNote.none')}</dd>
      </dl>
      <DeskTable
        list="sheet"
        loggedIdsOf={({ memberId }) => [memberId]}
        caption={t('meeting')}
        empty={t('nothing')}
        rows={attendance}
        keyOf={({ memberId }) => memberId}
        columns={[
          memberColumn(codes, names),
          {
            key: 'attendance',
            title: t('sheet.attendance'),
            value: ({ status }) => t(`attendance.${status}`),
            exported: true,
          },
          ...entriesByColumn.flatMap((columnEntries) => {
            const [firstEntry] = columnEntries;
            if (firstEntry === undefined) return [];
            const name = t(kindName(firstEntry.kind));
            return {
              key: `${firstEntry.kind} ${isAtBank(firstEntry)}`,
              title: isAtBank(firstEntry) ? `${name} (${t('account.bank')})` : name,
              // A member without such an entry has an empty cell.
              value: ({ memberId }: { readonly memberId: string }) =>
                columnEntries
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
          <LinesTable api={api} groupId={groupId} recordId={id} lines={lines} />
        </>
      )}
    </>
  );
}

/** The cash that the box should have held after a sheet that was not counted, by the books; a dash until they are read. */
function ExpectedUncounted({
  api,
  groupId,
  meeting,
}: Pick<SheetDetailsProps, 'api' | 'groupId' | 'meeting'>) {
  const expectedPaise = expectedCash(meeting, useCashAfter(api, groupId)(meeting));
  return <>{expectedPaise === undefined ? '–' : formatRupees(expectedPaise)}</>;
}
