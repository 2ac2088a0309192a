import { useState } from 'preact/hooks';
import { meetingBody } from '../../books/sheet-body.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { requestOf } from '../../outbox/operation.ts';
import { Gone } from '../../phone/frame.tsx';
import type { Workspace } from '../../workspace/workspace.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { collectiveOf } from '../meetings/balances.ts';
import { t as reasonText } from '../past/text.ts';
import { type Collective, type Sheet, sheetDrafts } from '../row-kinds.ts';
import { End, namesOf, needsReason } from './check-end.tsx';
import { entriesFromDrafts, linesFromDrafts } from './convert-drafts.ts';
import { findShortages } from './count/shortage-rules.ts';
import { SheetFoot } from './foot.tsx';
import { membersOnSheet } from './members-on-sheet.ts';
import { exceptionsFirst, membersToCheck, sheetToSend, unmarkedMembers } from './sheet-rules.ts';
import { GroupMoney, Women } from './sheet-view.tsx';
import type { SheetMember } from './take-off-rules.ts';
import { t } from './text.ts';
import { entriesOfSheet, isBankWrong, totalsOf } from './totals.ts';

/** Records a checked sheet on the phone, which then sends it. Fails only if the phone is full, which the frame shows. */
async function recordSheet(workspace: Workspace, sheet: Sheet, members: readonly SheetMember[]) {
  const { id, collectiveId, otherMeetingIds, correction } = sheet;
  await workspace.record({
    id,
    what: 'meeting',
    ...requestOf('POST /api/collectives/{id}/meetings', {
      path: { id: collectiveId },
      body: meetingBody(sheetToSend(sheet, members)),
    }),
    // New members, who have no code yet, must be sent before the sheet.
    entities: [collectiveId, ...members.filter(({ code }) => code === undefined).map((member) => member.id)],
    // The recorded meetings of that day that the leader has confirmed as other meetings.
    ...(otherMeetingIds.length === 0 ? {} : { otherMeetingIds }),
    ...(correction === undefined ? {} : { correction }),
  });
  await workspace.rows.remove(sheetDrafts, collectiveId);
}

/** The whole sheet for a last check; then it is recorded on the phone. */
export function Check({ collectiveId }: { readonly collectiveId: string }) {
  const { workspace } = useHere();
  const [sheet, setSheet] = useState(() => workspace.rows.get(sheetDrafts, collectiveId));
  const collective = collectiveOf(workspace.rows, collectiveId);
  if (sheet === undefined || collective === undefined) return <Gone />;
  const members = membersOnSheet(workspace.rows, collectiveId, Object.keys(sheet.rows));
  const totals = totalsOf(sheet, members, collective);
  const lines = linesFromDrafts(sheet.lines);
  // Balances may have changed since the sheet was filled in, if the phone has read something from the server.
  const membersToCorrect = membersToCheck(sheet, members, collective);
  const change = (changed: Sheet) => {
    setSheet(changed);
    void workspace.rows.putDraft(sheetDrafts, collectiveId, changed);
  };
  return (
    <Frame
      title={t('check.title')}
      back={{ name: 'sheet', collectiveId }}
      foot={
        <SheetFoot totals={totals}>
          {!needsReason(sheet, totals) && (
            <RecordButton
              sheet={sheet}
              members={members}
              isDisabled={membersToCorrect.length > 0 || isBankWrong(totals)}
            />
          )}
        </SheetFoot>
      }
    >
      <p>
        {collective.name} · {formatDate(sheet.heldOn, language())}
      </p>
      <Warnings sheet={sheet} members={members} collective={collective} />
      <Women
        women={exceptionsFirst(
          members.map((member) => {
            const row = sheet.rows[member.id];
            return {
              id: member.id,
              name: member.name,
              status: row?.status,
              entries: row === undefined ? [] : entriesFromDrafts(member.id, row.entries),
              loans: member.loans,
            };
          }),
          collective.usualDepositPaise,
        )}
      />
      <GroupMoney lines={lines} borrowings={collective.borrowings} />
      <End sheet={sheet} membersToCorrect={membersToCorrect} totals={totals} onSheet={change} />
    </Frame>
  );
}

type PartProps = {
  readonly sheet: Sheet;
  readonly members: readonly SheetMember[];
  readonly collective: Collective;
};

/** Warns who is not marked, and which balance of the group would be too small. Neither stops her from recording the sheet, since this phone may not know all sheets of the group. */
function Warnings({ sheet, members, collective }: PartProps) {
  const unmarked = unmarkedMembers(sheet, members);
  const shortages = findShortages(entriesOfSheet(sheet, members), linesFromDrafts(sheet.lines), collective);
  return (
    <>
      {unmarked.length > 0 && (
        <p class="warning">
          {/* A sheet that was recorded or refused before (`isAgain`) leaves out the women whom the leader has not marked. */}
          {t(sheet.isAgain === true ? 'check.unlisted' : 'check.unmarked', { names: namesOf(unmarked) })}
        </p>
      )}
      {shortages.map(({ balance, neededPaise, availablePaise }) => (
        <p class="warning" key={balance}>
          {balance === 'cash' && `${reasonText('reason.box')} `}
          {t(`short.${balance}`, {
            needed: formatRupees(neededPaise),
            available: formatRupees(availablePaise),
          })}
        </p>
      ))}
    </>
  );
}

type RecordProps = Pick<PartProps, 'sheet' | 'members'> & { readonly isDisabled: boolean };

/** The button that records the sheet; it stays in sight. */
function RecordButton({ sheet, members, isDisabled }: RecordProps) {
  const { workspace, go } = useHere();
  const record = async () => {
    await recordSheet(workspace, sheet, members);
    go({ name: 'saved' });
  };
  return (
    <button type="button" class="primary" disabled={isDisabled} onClick={() => void record().catch(() => {})}>
      {t('check.record')}
    </button>
  );
}
