import type { Api } from '../../api/client.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { type MemberWithCode, useGroupMembers } from '../books/group-members.ts';
import { ReverseForm } from '../books/reverse-form.tsx';
import { SheetDetails } from '../books/sheets/sheet-details.tsx';
import { useMeeting } from '../books/sheets/use-meeting.ts';
import { ShowNames, useKeptNames } from '../books/show-names.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading } from '../frame/reading.tsx';
import { AskLeader } from '../questions/ask-leader.tsx';
import { useGroup } from '../questions/leaders.tsx';
import { t } from '../text.ts';

type SheetPageProps = { readonly api: Api; readonly groupId: string; readonly id: string };

/**
 * The desk's page of one recorded sheet of a meeting: attendance, payments, counted cash and note, with the way to correct
 * it and the form that takes it back.
 */
export function SheetPage({ api, groupId, id }: SheetPageProps) {
  const language = useLanguage();
  const meeting = useMeeting(api, groupId, id);
  const members = useGroupMembers(api, groupId);
  const group = useGroup(api, groupId);
  const [names, setNames] = useKeptNames(id);
  return (
    <Reading of={meeting}>
      {(sheet) => {
        const day = formatDate(sheet.heldOn, language);
        // The sum of the money in and the money out. The question before taking the sheet back shows it, so that people recognise the sheet.
        const totalPaise = [...sheet.entries, ...(sheet.lines ?? [])].reduce(
          (sum, { amountPaise }) => sum + amountPaise,
          0,
        );
        return (
          <OpenedRecord
            backLabel="collective"
            backTo={['groups', groupId]}
            title={[t('sheet.of', { day }), group.data?.name].filter(Boolean).join(' · ')}
          >
            {sheet.reversed !== undefined && (
              <p class="warning">
                {t('sheet.reversed')}: {sheet.reversed.reason}
              </p>
            )}
            {sheet.corrects !== undefined && (
              <p>
                <a href={hrefOf('groups', groupId, sheet.corrects)}>{t('sheet.corrects')}</a>
              </p>
            )}
            {sheet.correctedBy !== undefined && (
              <p>
                <a href={hrefOf('groups', groupId, sheet.correctedBy)}>{t('sheet.correctedBy')}</a>
              </p>
            )}
            <SheetDetails api={api} groupId={groupId} meeting={sheet} members={members.data} names={names} />
            {names.size === 0 && (
              <ShowNames api={api} memberIds={listedIds(sheet.attendance, members.data)} onNames={setNames} />
            )}
            <p>
              <AskLeader api={api} collectiveId={groupId} about={{ kind: 'sheet', meetingId: id }} />
            </p>
            {sheet.reversed === undefined && (
              <>
                <p>
                  <a class="second small button" href={hrefOf('groups', groupId, id, 'correct')}>
                    {t('books.correct')}
                  </a>
                </p>
                <ReverseForm
                  label="reverse"
                  title={t('reverse.ask', { day })}
                  explain={t('reverse.will', {
                    total: formatRupees(totalPaise),
                    count: sheet.attendance.length,
                  })}
                  onReverse={async (body) => {
                    const path = { id: groupId, meetingId: id };
                    await api.request('POST /api/collectives/{id}/meetings/{meetingId}/reversal', {
                      path,
                      body,
                    });
                    await meeting.refetch();
                  }}
                />
              </>
            )}
          </OpenedRecord>
        );
      }}
    </Reading>
  );
}

/** The women on a sheet who are in the group today: the names of others may be out of her reach. */
const listedIds = (
  attendance: readonly { readonly memberId: string }[],
  members: readonly MemberWithCode[] = [],
): string[] => {
  const ofGroup = new Set(members.map(({ id }) => id));
  return attendance.flatMap(({ memberId }) => (ofGroup.has(memberId) ? [memberId] : []));
};
