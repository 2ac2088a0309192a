import { useState } from 'preact/hooks';
import { maxNoteCharacters } from '../../../../functions/shared/text/lengths.ts';
import { meetingBody } from '../../books/sheet-body.ts';
import { LongField } from '../../design/fields/field.tsx';
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
import { entriesFromDrafts, linesFromDrafts } from './convert-drafts.ts';
import { CountDiffers } from './count/count-differs.tsx';
import { findShortages } from './count/shortage-rules.ts';
import { SheetFoot } from './foot.tsx';
import { withDifference } from './line-rules.ts';
import { membersOnSheet } from './members-on-sheet.ts';
import {
  entriesOfSheet,
  isBankWrong,
  membersToCheck,
  sheetToSend,
  type Totals,
  totalsOf,
  unmarkedMembers,
} from './sheet-rules.ts';
import { GroupMoney, Women } from './sheet-view.tsx';
import { describeDifference } from './sheet-words.ts';
import type { SheetMember } from './take-off-rules.ts';
import { t } from './text.ts';

const namesOf = (members: readonly { readonly name: string }[]): string =>
  members.map(({ name }) => name).join(', ');

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
  const change = (changed: Sheet) => {
    setSheet(changed);
    void workspace.rows.putDraft(sheetDrafts, collectiveId, changed);
  };
  return (
    <Frame
      title={t('check.title')}
      back={{ name: 'sheet', collectiveId }}
      foot={<SheetFoot totals={totals} />}
    >
      <p>
        {collective.name} · {formatDate(sheet.heldOn, language())}
      </p>
      <Warnings sheet={sheet} members={members} collective={collective} />
      <Women
        women={members.map((member) => {
          const row = sheet.rows[member.id];
          return {
            id: member.id,
            name: member.name,
            status: row?.status,
            entries: row === undefined ? [] : entriesFromDrafts(member.id, row.entries),
            loans: member.loans,
          };
        })}
      />
      <GroupMoney lines={lines} borrowings={collective.borrowings} />
      <End sheet={sheet} members={members} collective={collective} totals={totals} onSheet={change} />
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

type EndProps = PartProps & { readonly totals: Totals; readonly onSheet: (changed: Sheet) => void };

/** The end of the screen: the cash count, the bank balance, the note, and the button that records the sheet. */
function End({ sheet, members, collective, totals, onSheet }: EndProps) {
  const { countedPaise, bankBalancePaise, bankExpectedPaise } = totals;
  // Balances may have changed since the sheet was filled in, if the phone has read something from the server.
  const membersToCorrect = membersToCheck(sheet, members, collective);
  // False if no bank balance was written.
  const hasBankFault = isBankWrong(totals);
  return (
    <>
      {bankBalancePaise !== undefined && <p>{t('check.bank', { amount: formatRupees(bankBalancePaise) })}</p>}
      {hasBankFault && (
        <p class="error">
          {t('group.bankWrong', {
            said: formatRupees(bankBalancePaise ?? 0),
            books: formatRupees(bankExpectedPaise),
          })}
        </p>
      )}
      {membersToCorrect.length > 0 && (
        <p class="error">{t('sheet.lookAt', { names: namesOf(membersToCorrect) })}</p>
      )}
      {countedPaise === undefined && <p class="warning">{t('check.uncounted')}</p>}
      {sheet.note !== undefined && (
        <LongField
          name="note"
          label={t('check.note')}
          rows={2}
          maxLength={maxNoteCharacters}
          text={sheet.note}
          onText={(note) => onSheet({ ...sheet, note })}
        />
      )}
      <RecordOrExplain
        sheet={sheet}
        members={members}
        totals={totals}
        isDisabled={membersToCorrect.length > 0 || hasBankFault}
        onSheet={onSheet}
      />
    </>
  );
}

type RecordProps = Pick<EndProps, 'sheet' | 'members' | 'totals' | 'onSheet'> & {
  readonly isDisabled: boolean;
};

/** The button that records the sheet. If the count differs, the question why comes first. */
function RecordOrExplain({ sheet, members, totals, isDisabled, onSheet }: RecordProps) {
  const { workspace, go } = useHere();
  const { collectiveId, correction } = sheet;
  const { countedPaise, isCountKept, expectedPaise } = totals;
  const differencePaise = countedPaise === undefined ? 0 : countedPaise - expectedPaise;
  /** By how much the leader's count differs; undefined if she has not counted, or if the count agrees with the books. */
  const differenceText =
    countedPaise === undefined || differencePaise === 0
      ? undefined
      : t('check.difference', {
          counted: formatRupees(countedPaise),
          expected: formatRupees(expectedPaise),
          difference: describeDifference(differencePaise),
        });
  // A correction that keeps the count of its day has the reason for the difference already: a line with that reason is made as the sheet is sent.
  const isReasonKnown = isCountKept && correction?.differenceReason !== undefined;
  if (differenceText !== undefined && !isReasonKnown) {
    return (
      <CountDiffers
        differenceText={differenceText}
        differencePaise={differencePaise}
        onCount={
          isCountKept || sheet.isRecount === true
            ? undefined
            : () => {
                onSheet({ ...sheet, isRecount: true });
                go({ name: 'sheet', collectiveId, toCount: true });
              }
        }
        onReason={(reason) =>
          onSheet(
            isCountKept && correction !== undefined
              ? { ...sheet, correction: { ...correction, differenceReason: reason } }
              : withDifference(sheet, differencePaise, reason),
          )
        }
      />
    );
  }
  const record = async () => {
    await recordSheet(workspace, sheet, members);
    go({ name: 'saved' });
  };
  return (
    <>
      {differenceText !== undefined && (
        <p class="warning">
          {differenceText} {correction?.differenceReason}
        </p>
      )}
      <button
        type="button"
        class="primary"
        disabled={isDisabled}
        onClick={() => void record().catch(() => {})}
      >
        {t('check.record')}
      </button>
    </>
  );
}
