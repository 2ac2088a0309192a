import type { Api } from '../../../api/client.ts';
import { openAddress } from '../../../session/desk-address.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading } from '../../frame/reading.tsx';
import { useGroup } from '../../questions/leaders.tsx';
import { t } from '../../text.ts';
import { newSheet } from '../drafts/draft.ts';
import { useGroupMembers } from '../group-members.ts';
import { saySavedBooks } from '../reverse-form.tsx';
import { SheetForm } from './sheet-form.tsx';

/** The desk's page of a new sheet: enters a meeting's sheet that a leader brought on paper. */
export function NewSheet({ api, groupId }: { readonly api: Api; readonly groupId: string }) {
  const members = useGroupMembers(api, groupId);
  const group = useGroup(api, groupId);
  return (
    <OpenedRecord
      backLabel="collective"
      backTo={['groups', groupId]}
      title={[t('sheet.enter'), group.data?.name].filter(Boolean).join(' · ')}
    >
      <p class="soft">{t('sheet.enter.explain')}</p>
      <Reading of={members}>
        {(allMembers) => {
          const currentMembers = allMembers.filter(({ exitedOn }) => exitedOn === undefined);
          return (
            <SheetForm
              api={api}
              groupId={groupId}
              members={currentMembers}
              asksOfSameDay
              // Paper comes days after the meeting, often in another month: the day is never today by default.
              initialDraft={{ ...newSheet(currentMembers), on: '' }}
              onDone={(sheetId) => {
                saySavedBooks('reverse');
                openAddress('groups', groupId, sheetId);
              }}
            />
          );
        }}
      </Reading>
    </OpenedRecord>
  );
}
