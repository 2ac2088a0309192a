import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../../../api/problem.ts';
import { formatRupees } from '../../../i18n/format.ts';
import { type Operation, operations } from '../../../outbox/operation.ts';
import { useRedrawWhenRowsChange } from '../../../phone/context.ts';
import { Gone } from '../../../phone/frame.tsx';
import { useHere } from '../../context.ts';
import { Frame } from '../../frame.tsx';
import { t } from '../../past/text.ts';
import { describeDifference } from '../sheet-words.ts';
import { t as leaderText } from '../text.ts';
import type { CountOfMeeting } from './compare-sheets.ts';
import { ConflictTable } from './conflict-table.tsx';
import { type Choices, differenceOfCount, isChosenThroughout } from './merge-sheets.ts';
import {
  type Conflict,
  collectiveIdOf,
  compare,
  parseSheet,
  recordMerged,
  type SheetWithRecorder,
  sheetSchema,
} from './record-merged.ts';

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
