import { useEffect, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import * as z from 'zod/mini';
import { isCashDifference } from '../../../../../functions/shared/kinds/book-entries.ts';
import { Problem } from '../../../api/problem.ts';
import { reasonText } from '../../../books/difference-reasons.ts';
import { meetingBody } from '../../../books/sheet-body.ts';
import { formatRupees } from '../../../i18n/format.ts';
import { language } from '../../../i18n/language.ts';
import { type Operation, operations, requestOf } from '../../../outbox/operation.ts';
import { useRedrawWhenRowsChange } from '../../../phone/context.ts';
import { Gone } from '../../../phone/frame.tsx';
import type { Workspace } from '../../../workspace/workspace.ts';
import { useHere } from '../../context.ts';
import { Frame } from '../../frame.tsx';
import { womanOf } from '../../joined.ts';
import { reversalOf } from '../../past/reversal.ts';
import { t } from '../../past/text.ts';
import { collectives, sheetContent } from '../../row-kinds.ts';
import { toEntry, toLine } from '../row/entries-and-lines.ts';
import type { Attendance } from '../row/row-rules.ts';
import { describeDifference, entryWords, lineWords } from '../sheet-words.ts';
import { t as leaderText, type SheetKey } from '../text.ts';
import {
  bankBefore,
  type Choices,
  type ComparedSheet,
  type ConflictLines,
  type ConflictRow,
  type CountOfMeeting,
  compareLines,
  compareSheets,
  countOfMeeting,
  differenceOfCount,
  isChosenThroughout,
  mergeSheets,
  noteOfBoth,
  type Side,
} from './reconcile-rules.ts';

const sheetSchema = z.object({ createdBy: z.optional(z.string()), ...sheetContent });

/** Either of the two sheets: this leader's or the other leader's. `createdBy` is absent on this leader's sheet, which is not sent yet. */
type SheetWithRecorder = ComparedSheet & { readonly createdBy?: string | undefined };

const parseSheet = (value: unknown): SheetWithRecorder => {
  const {
    createdBy,
    attendance,
    entries,
    lines,
    cashCountedPaise,
    cashCountedThenPaise,
    bankBalancePaise,
    note,
  } = sheetSchema.parse(value);
  return {
    createdBy,
    attendance,
    entries: entries.map(toEntry),
    ...(lines === undefined ? {} : { lines: lines.map(toLine) }),
    ...(cashCountedPaise === undefined ? {} : { cashCountedPaise }),
    ...(cashCountedThenPaise === undefined ? {} : { cashCountedThenPaise }),
    ...(bankBalancePaise === undefined ? {} : { bankBalancePaise }),
    ...(note === undefined ? {} : { note }),
  };
};

const sides: readonly Side[] = ['mine', 'theirs'];

const presences: Readonly<Record<Attendance['status'], SheetKey>> = {
  present: 'sheet.present',
  absent: 'sheet.absent',
  excused: 'sheet.excused',
};

/** Reads the other leader's sheet from the server. `failure` says why there is none yet. */
function useTheirSheet(operation: Operation | undefined) {
  const { workspace } = useHere();
  const [theirs, setTheirs] = useState<SheetWithRecorder>();
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(1);
  const { path, conflictWith } = operation ?? {};
  useEffect(() => {
    if (conflictWith === undefined) return;
    // The operation's path is that of the group's meetings.
    workspace
      .callServer((api) => api.call(sheetSchema, { path: `${path}/${conflictWith}` }))
      .then((sheet) => setTheirs(parseSheet(sheet)))
      .catch((error: unknown) =>
        setFailure(
          error instanceof Problem && error.status === 404
            ? leaderText('gone.explain')
            : t('conflict.offline'),
        ),
      );
  }, [workspace, path, conflictWith, attempt]);
  const readAgain = () => {
    setFailure(undefined);
    setAttempt(attempt + 1);
  };
  return { theirs, failure, readAgain };
}

/** The leader's sheet beside another leader's. For each woman, and for each of the group's lines, the leader decides which sheet is right. */
export function Reconcile({ id }: { readonly id: string }) {
  const { workspace } = useHere();
  useRedrawWhenRowsChange();
  const operation = workspace.rows.get(operations, id);
  const { theirs, failure, readAgain } = useTheirSheet(operation);
  if (operation?.conflictWith === undefined) return <Gone />;
  return (
    <Frame title={t('conflict.title')} back={{ name: 'unsent' }}>
      <p>{t('conflict.explain')}</p>
      {theirs === undefined && failure !== undefined && (
        <>
          <p class="warning" role="alert">
            {failure}
          </p>
          <button type="button" class="second" onClick={readAgain}>
            {t('conflict.again')}
          </button>
        </>
      )}
      {theirs !== undefined && (
        <TwoSheets operation={operation} theirId={operation.conflictWith} theirs={theirs} />
      )}
    </Frame>
  );
}

/** The two sheets of one meeting, compared. */
const compare = (mine: SheetWithRecorder, theirs: SheetWithRecorder) => {
  // A row for each woman, and one for each thing that the group's lines are about.
  const rows = compareSheets(mine, theirs);
  const lineRows = compareLines(mine, theirs);
  const allRows = [...rows, ...lineRows];
  return {
    mine,
    theirs,
    rows,
    lineRows,
    allRows,
    differingRows: allRows.filter(({ differs }) => differs),
    // The count stays the same whatever she chooses. The screen says by how much it differs after her choices.
    count: countOfMeeting(mine, theirs),
  };
};

type Conflict = {
  readonly operation: Operation;
  /** The id of the other leader's sheet. */
  readonly theirId: string;
};

/** The first entity of a sheet is its group. */
const collectiveIdOf = ({ entities }: Operation): string => entities[0] ?? '';

/** Takes the other leader's sheet back, and records a sheet that is merged from both as this leader has chosen. */
async function recordMerged(
  workspace: Workspace,
  { operation, theirId }: Conflict,
  { mine, theirs, rows, lineRows, count }: ReturnType<typeof compare>,
  choices: Choices,
) {
  const collectiveId = collectiveIdOf(operation);
  const heldOn = String(operation.body.heldOn);
  // The other leader's reason comes first. If neither leader gave a reason, the words for an unknown reason are used.
  const differenceLines = [...(theirs.lines ?? []), ...(mine.lines ?? [])].filter(isCashDifference);
  const differenceReason =
    differenceLines.find(({ reason }) => reason)?.reason ?? reasonText('unknown', language());
  const merged = mergeSheets(rows, lineRows, choices, {
    id: v7(),
    heldOn,
    corrects: theirId,
    count,
    differenceReason,
    bankPaise: bankBefore(mine, theirs),
    note: noteOfBoth(mine, theirs),
    makeId: () => v7(),
  });
  await workspace.record(reversalOf(collectiveId, theirId, t('conflict.reason')), {
    id: merged.id,
    what: 'meeting',
    ...requestOf('POST /api/collectives/{id}/meetings', {
      path: { id: collectiveId },
      body: meetingBody(merged),
    }),
    entities: operation.entities,
    correction: {
      corrects: theirId,
      reason: t('conflict.reason'),
      differenceReason,
      // A count of their sheet is not in the body, since the server keeps it. The phone notes it, so that the merged sheet can be redrafted.
      ...(count?.side === 'theirs' ? { countedThen: { ...count, heldOn } } : {}),
    },
  });
}

/** Both sheets row by row, and the buttons with which the leader says which sheet is right, or that the sheets are of two meetings. */
function TwoSheets({ operation, theirId, theirs }: Conflict & { readonly theirs: SheetWithRecorder }) {
  const { workspace, go } = useHere();
  const [isBusy, setBusy] = useState(false);
  const [choices, setChoices] = useState<Choices>(new Map());
  const compared = compare(parseSheet(operation.body), theirs);
  const { rows, lineRows, allRows, differingRows, count } = compared;
  const isSettled = differingRows.every((row) => choices.has(row.id));
  const settle = async () => {
    // If she chose the other leader's sheet in everything, there is nothing to send: that sheet is recorded already.
    if (!isChosenThroughout(allRows, choices, 'theirs')) {
      await recordMerged(workspace, { operation, theirId }, compared, choices);
    }
    // The screen changes before the operation is removed: without the operation this screen would say that it is gone.
    go({ name: 'saved' });
    await workspace.rows.remove(operations, operation.id);
    workspace.sync();
  };
  /** Says that the sheets are of two meetings, so hers is sent too. */
  const keepBoth = async () => {
    const { conflictWith: _, ...rest } = operation;
    const otherMeetingIds = [...(operation.otherMeetingIds ?? []), theirId];
    await workspace.rows.put(operations, operation.id, { ...rest, otherMeetingIds, state: 'waiting' });
    workspace.sync();
    go({ name: 'saved' });
  };
  // Pressing twice must not record twice.
  const once = (work: () => Promise<void>) => {
    setBusy(true);
    work().catch(() => setBusy(false));
  };
  return (
    <>
      <p>{t(theirs.createdBy === workspace.me()?.id ? 'conflict.byYou' : 'conflict.byOther')}</p>
      <ConflictTable
        rows={differingRows}
        collectiveId={collectiveIdOf(operation)}
        choices={choices}
        onChoices={setChoices}
      />
      <p>{t('conflict.same', { count: rows.filter(({ differs }) => !differs).length })}</p>
      {isSettled && (
        <CountDiffersNow count={count} differencePaise={differenceOfCount(count, rows, lineRows, choices)} />
      )}
      <button type="button" class="primary" disabled={!isSettled || isBusy} onClick={() => once(settle)}>
        {t('conflict.settle')}
      </button>
      <button type="button" class="second" disabled={isBusy} onClick={() => once(keepBoth)}>
        {t('conflict.otherMeeting')}
      </button>
    </>
  );
}

/** By how much the count differs from the books as she has chosen them; nothing if the two agree, or if nobody counted. */
function CountDiffersNow({
  count,
  differencePaise,
}: {
  readonly count: CountOfMeeting | undefined;
  readonly differencePaise: number;
}) {
  if (count === undefined || differencePaise === 0) return null;
  return (
    <p class="warning">
      {leaderText('check.difference', {
        counted: formatRupees(count.cashCountedPaise),
        expected: formatRupees(count.cashCountedPaise - differencePaise),
        difference: describeDifference(differencePaise),
      })}
    </p>
  );
}

type TableProps = {
  readonly rows: readonly (ConflictRow | ConflictLines)[];
  readonly collectiveId: string;
  readonly choices: Choices;
  readonly onChoices: (choices: Choices) => void;
};

/** The rows that differ, this leader's side beside the other leader's. She chooses a side for each row, or one side for all rows. */
function ConflictTable({ rows, collectiveId, choices, onChoices }: TableProps) {
  const { workspace } = useHere();
  const nameOf = (row: ConflictRow | ConflictLines): string =>
    'memberId' in row
      ? (womanOf(workspace.rows, row.memberId)?.name ?? leaderText('members.noCode'))
      : leaderText('check.group');
  return (
    <table class="two">
      <thead>
        <tr>
          <th scope="col">{t('conflict.mine')}</th>
          <th scope="col">{t('conflict.theirs')}</th>
        </tr>
      </thead>
      {rows.length > 1 && (
        <tbody>
          <tr>
            {sides.map((side) => (
              <td key={side}>
                <button
                  type="button"
                  class="second"
                  onClick={() => onChoices(new Map(rows.map((row) => [row.id, side] as const)))}
                >
                  {t(side === 'mine' ? 'conflict.allMine' : 'conflict.allTheirs')}
                </button>
              </td>
            ))}
          </tr>
        </tbody>
      )}
      {rows.map((row) => (
        <tbody key={row.id}>
          <tr>
            <th scope="rowgroup" colSpan={2}>
              {nameOf(row)}
            </th>
          </tr>
          <tr>
            {sides.map((side) => (
              <SideOfRow
                key={side}
                row={row}
                side={side}
                collectiveId={collectiveId}
                isChosen={choices.get(row.id) === side}
                onChoose={() => onChoices(new Map(choices).set(row.id, side))}
              />
            ))}
          </tr>
        </tbody>
      ))}
    </table>
  );
}

type SideProps = {
  readonly row: ConflictRow | ConflictLines;
  readonly side: Side;
  readonly collectiveId: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

/** What one sheet says about a woman, or about one matter of the group's money. A press chooses it. */
function SideOfRow({ row, side, collectiveId, isChosen, onChoose }: SideProps) {
  const { workspace } = useHere();
  const textsOf = (): string[] => {
    if (!('memberId' in row)) {
      const borrowings = workspace.rows.get(collectives, collectiveId)?.borrowings;
      return row[side].map((line) => lineWords(line, borrowings));
    }
    const presence = side === 'mine' ? row.myPresence : row.theirPresence;
    const loans = womanOf(workspace.rows, row.memberId)?.loans;
    return [
      presence === undefined ? t('conflict.unlisted') : leaderText(presences[presence]),
      ...row[side].map((entry) => entryWords(entry, loans)),
    ];
  };
  // There is no text if this sheet has no line about the matter.
  const [firstText = t('conflict.unlisted'), ...otherTexts] = textsOf();
  return (
    <td>
      <button type="button" class="choice" aria-pressed={isChosen} onClick={onChoose}>
        {firstText}
        {otherTexts.map((text, index) => (
          <span class="part" key={index}>
            {text}
          </span>
        ))}
      </button>
    </td>
  );
}
