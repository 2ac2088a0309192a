import type { Api } from '../../api/client.ts';
import { showToast } from '../../design/toast.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { openAddress } from '../../session/desk-address.ts';
import { Opened } from '../frame/opened.tsx';
import { Reading } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type DraftEntry, type DraftLine, type DraftSheet, emptyRest } from './draft.ts';
import type { Named } from './entry-rows.tsx';
import { useGroupMembers } from './group-members.ts';
import { SheetForm } from './sheet-form.tsx';

/** A draft of a sheet at the desk on which nobody is marked as present yet. */
export const begunSheet = (
  members: readonly Named[],
  entries: readonly DraftEntry[] = [],
  lines: readonly DraftLine[] = [],
): DraftSheet => ({
  ...emptyRest(todayInIndia()),
  attendance: Object.fromEntries(members.map(({ id }) => [id, 'absent'])),
  entries,
  lines,
});

/** The desk's page on which a new meeting's sheet is entered, if a leader brings it on paper. */
export function NewSheet({ api, groupId }: { readonly api: Api; readonly groupId: string }) {
  const members = useGroupMembers(api, groupId);
  return (
    <Opened back="collective" backTo={['groups', groupId]} title={t('sheet.enter')}>
      <p class="soft">{t('sheet.enter.explain')}</p>
      <Reading of={members}>
        {(all) => {
          const present = all.filter(({ exitedOn }) => exitedOn === undefined);
          return (
            <SheetForm
              api={api}
              groupId={groupId}
              members={present}
              begun={begunSheet(present)}
              onDone={(id) => {
                showToast(() => t('saved'));
                openAddress('groups', groupId, id);
              }}
            />
          );
        }}
      </Reading>
    </Opened>
  );
}
