import { useEffect, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import * as z from 'zod/mini';
import { isCashDifference } from '../../../../../functions/shared/kinds/book-entries.ts';
import { Problem } from '../../../api/problem.ts';
import { reasonText } from '../../../books/difference-reasons.ts';
import { meetingBody } from '../../../books/sheet-body.ts';
import { formatRupees } from '../../../i18n/format.ts';
import { language } from '../../../i18n/language.ts';
import { useHere, useRedrawWhenRowsChange } from '../../context.ts';
import { Frame, Gone } from '../../frame.tsx';
import { operations, requestOf } from '../../outbox/operation.ts';
import { reversalOf } from '../../past/reversal.ts';
import { loadTexts, t } from '../../past/text.ts';
import { collectives, members, sheetContent } from '../../workspace/row-kinds.ts';
import { toEntry, toLine } from '../row/entries-and-lines.ts';
import type { Attendance } from '../row/row-rules.ts';
import { describeDifference, entryWords, lineWords } from '../sheet-words.ts';
import { t as leaderText, loadSheetTexts, type SheetKey } from '../text.ts';
import {
  bankBefore,
  type ComparedSheet,
  type ConflictLines,
  type ConflictRow,
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

/** Either of the two sheets: hers or the other leader's. `createdBy` is absent on hers, which is not sent yet. */
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

const presences: Readonly<Record<Attendance['status'], SheetKey>> = {
  present: 'sheet.present',
  absent: 'sheet.absent',
  excused: 'sheet.excused',
};

/** Loads the screen on which a leader reconciles two sheets of one meeting, with its texts. */
export async function loadReconcile() {
  await Promise.all([loadTexts(), loadSheetTexts()]);
  return Reconcile;
}

/** Her sheet beside another leader's; she decides woman by woman, and line by line of the group's, which is right. */
function Reconcile({ id }: { readonly id: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const operation = workspace.rows.get(operations, id);
  const [theirs, setTheirs] = useState<SheetWithRecorder>();
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(1);
  const [isBusy, setBusy] = useState(false);
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map());
  /** The id of the other leader's sheet. */
  const theirId = operation?.conflictWith;
  const path = operation?.path ?? '';
  useEffect(() => {
    if (theirId === undefined) return;
    workspace
      .callServer((api) => api.call(sheetSchema, { path: `${path}/${theirId}` }))
      .then((sheet) => setTheirs(parseSheet(sheet)))
      .catch((error: unknown) =>
        setFailure(
          error instanceof Problem && error.status === 404
            ? leaderText('gone.explain')
            : t('conflict.offline'),
        ),
      );
  }, [workspace, path, theirId, attempt]);
  if (operation === undefined || theirId === undefined) return <Gone />;

  const mine = parseSheet(operation.body);
  // A row for each woman, and one for each subject of the group's lines.
  const rows = theirs === undefined ? [] : compareSheets(mine, theirs);
  const lineRows = theirs === undefined ? [] : compareLines(mine, theirs);
  const allRows = [...rows, ...lineRows];
  const differingRows = allRows.filter(({ differs }) => differs);
  // What was counted stays; it is told what then differs.
  const count = theirs && countOfMeeting(mine, theirs);
  const differencePaise = differenceOfCount(count, rows, lineRows, choices);
  const isSettled = differingRows.every((row) => choices.has(row.id));
  const choose = (rowId: string, side: Side) => setChoices(new Map(choices).set(rowId, side));
  // The first entity of a sheet is its group.
  const collectiveId = operation.entities[0] ?? '';

  /** Takes the other leader's sheet back and records one that is merged from both, as she has chosen. */
  const settle = async () => {
    if (theirs === undefined) return;
    const heldOn = String(operation.body.heldOn);
    // If she chose the other leader's sheet in everything, there is nothing to send: it is recorded already.
    if (!isChosenThroughout(allRows, choices, 'theirs')) {
      // Of either leader's reason; if neither had one, none is known.
      const differenceReason =
        [theirs, mine]
          .flatMap(({ lines = [] }) => lines.filter(isCashDifference))
          .find(({ reason }) => reason)?.reason ?? reasonText('unknown', language());
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
          ...(count?.side === 'theirs' ? { countedThen: { ...count, heldOn } } : {}),
        },
      });
    }
    // Before the operation is removed: without it this screen would say that it is gone.
    go({ name: 'saved' });
    await workspace.rows.remove(operations, id);
    workspace.sync();
  };
  /** The sheets are of two meetings: hers is sent too. */
  const keepBoth = async () => {
    const { conflictWith: _, ...rest } = operation;
    const apart = [...(operation.apart ?? []), theirId];
    await workspace.rows.put(operations, id, { ...rest, apart, state: 'waiting' });
    workspace.sync();
    go({ name: 'saved' });
  };
  // Pressing twice must not record twice.
  const once = (work: () => Promise<void>) => {
    setBusy(true);
    work().catch(() => setBusy(false));
  };

  const borrowings = workspace.rows.get(collectives, collectiveId)?.borrowings;
  const nameOf = (row: ConflictRow | ConflictLines): string =>
    'memberId' in row
      ? (workspace.rows.get(members, row.memberId)?.name ?? leaderText('members.noCode'))
      : leaderText('check.group');
  /** What one sheet says about a woman or about a subject of the group's lines. */
  const textsOf = (row: ConflictRow | ConflictLines, side: Side): string[] => {
    if (!('memberId' in row)) return row[side].map((line) => lineWords(line, borrowings));
    const presence = side === 'mine' ? row.myPresence : row.theirPresence;
    const loans = workspace.rows.get(members, row.memberId)?.loans;
    return [
      presence === undefined ? t('conflict.unlisted') : leaderText(presences[presence]),
      ...row[side].map((entry) => entryWords(entry, loans)),
    ];
  };
  const cell = (row: ConflictRow | ConflictLines, side: Side) => {
    // Without a text this sheet has no line on the subject.
    const [firstText = t('conflict.unlisted'), ...otherTexts] = textsOf(row, side);
    return (
      <td>
        <button
          type="button"
          class="choice"
          aria-pressed={choices.get(row.id) === side}
          onClick={() => choose(row.id, side)}
        >
          {firstText}
          {otherTexts.map((text, index) => (
            <span class="part" key={index}>
              {text}
            </span>
          ))}
        </button>
      </td>
    );
  };

  return (
    <Frame title={t('conflict.title')} back={{ name: 'waiting' }}>
      <p>{t('conflict.explain')}</p>
      {theirs === undefined && failure !== undefined && (
        <>
          <p class="warning" role="alert">
            {failure}
          </p>
          <button
            type="button"
            class="second"
            onClick={() => {
              setFailure(undefined);
              setAttempt(attempt + 1);
            }}
          >
            {t('conflict.again')}
          </button>
        </>
      )}
      {theirs !== undefined && (
        <>
          <p>{t(theirs.createdBy === workspace.me()?.id ? 'conflict.byYou' : 'conflict.byOther')}</p>
          <table class="two">
            <thead>
              <tr>
                <th scope="col">{t('conflict.mine')}</th>
                <th scope="col">{t('conflict.theirs')}</th>
              </tr>
            </thead>
            {differingRows.length > 1 && (
              <tbody>
                <tr>
                  {(['mine', 'theirs'] as const).map((side) => (
                    <td key={side}>
                      <button
                        type="button"
                        class="second"
                        onClick={() =>
                          setChoices(new Map(differingRows.map((row) => [row.id, side] as const)))
                        }
                      >
                        {t(side === 'mine' ? 'conflict.allMine' : 'conflict.allTheirs')}
                      </button>
                    </td>
                  ))}
                </tr>
              </tbody>
            )}
            {differingRows.map((row) => (
              <tbody key={row.id}>
                <tr>
                  <th scope="rowgroup" colSpan={2}>
                    {nameOf(row)}
                  </th>
                </tr>
                <tr>
                  {cell(row, 'mine')}
                  {cell(row, 'theirs')}
                </tr>
              </tbody>
            ))}
          </table>
          <p>{t('conflict.same', { count: rows.filter(({ differs }) => !differs).length })}</p>
          {isSettled && count !== undefined && differencePaise !== 0 && (
            <p class="warning">
              {leaderText('check.difference', {
                counted: formatRupees(count.cashCountedPaise),
                expected: formatRupees(count.cashCountedPaise - differencePaise),
                difference: describeDifference(differencePaise),
              })}
            </p>
          )}
          <button type="button" class="primary" disabled={!isSettled || isBusy} onClick={() => once(settle)}>
            {t('conflict.settle')}
          </button>
          <button type="button" class="second" disabled={isBusy} onClick={() => once(keepBoth)}>
            {t('conflict.apart')}
          </button>
        </>
      )}
    </Frame>
  );
}
