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
  exceptionsFirst,
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

type EndProps = {
  readonly sheet: Sheet;
  readonly membersToCorrect: readonly SheetMember[];
  readonly totals: Totals;
  readonly onSheet: (changed: Sheet) => void;
};

/** The end of the screen: the bank balance, the note, and what she does if the count differs. */
function End({ sheet, membersToCorrect, totals, onSheet }: EndProps) {
  const { countedPaise, bankBalancePaise, bankExpectedPaise } = totals;
  return (
    <>
      {bankBalancePaise !== undefined && <p>{t('check.bank', { amount: formatRupees(bankBalancePaise) })}</p>}
      {/* Not wrong if no bank balance was written. */}
      {isBankWrong(totals) && (
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
      <Difference sheet={sheet} totals={totals} onSheet={onSheet} />
    </>
  );
}

/** Counted less expected; 0 if she has not counted. */
const differenceOf = ({ countedPaise, expectedPaise }: Totals): number =>
  countedPaise === undefined ? 0 : countedPaise - expectedPaise;

/**
 * Whether she must say why the count differs before the sheet is recorded. A correction that keeps the count of its day has the reason already: a
 * line with that reason is made as the sheet is sent.
 */
const needsReason = ({ correction }: Sheet, totals: Totals): boolean =>
  differenceOf(totals) !== 0 && !(totals.isCountKept && correction?.differenceReason !== undefined);

/** By how much the count differs, and the question why; nothing if it agrees. */
function Difference({ sheet, totals, onSheet }: Pick<EndProps, 'sheet' | 'totals' | 'onSheet'>) {
  const { go } = useHere();
  const { collectiveId, correction } = sheet;
  const { countedPaise, isCountKept, expectedPaise } = totals;
  const differencePaise = differenceOf(totals);
  if (differencePaise === 0) return null;
  const differenceText = t('check.difference', {
    counted: formatRupees(countedPaise ?? 0),
    expected: formatRupees(expectedPaise),
    difference: describeDifference(differencePaise),
  });
  if (!needsReason(sheet, totals)) {
    return (
      <p class="warning">
        {differenceText} {correction?.differenceReason}
      </p>
    );
  }
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
