import { useEffect, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import * as z from 'zod/mini';
import { Problem } from '../../api/problem.ts';
import { formatRupees } from '../../i18n/format.ts';
import { useHere, useStatus } from '../context.ts';
import { Frame, Gone } from '../frame.tsx';
import { members, sheetContent } from '../kinds.ts';
import { operations } from '../outbox/operation.ts';
import { loadTexts, t } from '../past/text.ts';
import { cashOf, toEntry } from '../sheet/entries.ts';
import {
  type ConflictRow,
  compareSheets,
  isAll,
  mergeSheets,
  noteOfBoth,
  type Side,
  type TheirSheet,
} from '../sheet/reconcile.ts';
import type { Attendance } from '../sheet/sheet-rules.ts';
import { type Key, t as leader } from '../text.ts';

const sheetSchema = z.object({ createdBy: z.optional(z.string()), ...sheetContent });

type Sent = TheirSheet & { readonly createdBy?: string | undefined };

const parseSheet = (value: unknown): Sent => {
  const { createdBy, attendance, entries, lines, cashCountedPaise, note } = sheetSchema.parse(value);
  return {
    createdBy,
    attendance,
    entries: entries.map(toEntry),
    ...(lines === undefined ? {} : { lines }),
    ...(cashCountedPaise === undefined ? {} : { cashCountedPaise }),
    ...(note === undefined ? {} : { note }),
  };
};

const presences: Readonly<Record<Attendance['status'], Key>> = {
  present: 'sheet.present',
  absent: 'sheet.absent',
  excused: 'sheet.excused',
};

/** The screen, once its texts are loaded. */
export async function loadConflict() {
  await loadTexts();
  return Conflict;
}

/** Her sheet beside another leader's; she decides woman by woman which is right. */
function Conflict({ id }: { readonly id: string }) {
  const { desk, go } = useHere();
  useStatus();
  const operation = desk.rows.get(operations, id);
  const [theirs, setTheirs] = useState<Sent>();
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(1);
  const [isBusy, setBusy] = useState(false);
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map());
  const other = operation?.conflictWith;
  const path = operation?.path ?? '';
  useEffect(() => {
    if (other === undefined) return;
    desk
      .speak((api) => api.call(sheetSchema, { path: `${path}/${other}` }))
      .then((sheet) => setTheirs(parseSheet(sheet)))
      .catch((error: unknown) =>
        setFailure(
          error instanceof Problem && error.status === 404 ? leader('gone.explain') : t('conflict.offline'),
        ),
      );
  }, [desk, path, other, attempt]);
  if (operation === undefined || other === undefined) return <Gone />;

  const mine = parseSheet(operation.body);
  const rows = theirs === undefined ? [] : compareSheets(mine, theirs);
  const differing = rows.filter(({ differs }) => differs);
  const isSettled = differing.every(({ memberId }) => choices.has(memberId));
  const choose = (memberId: string, side: Side) => setChoices(new Map(choices).set(memberId, side));
  const collectiveId = operation.entities[0] ?? '';

  const settle = async () => {
    if (theirs === undefined) return;
    const heldOn = String(operation.body.heldOn);
    // If the recorded sheet is right in everything, there is nothing to send.
    if (!isAll(rows, choices, 'theirs')) {
      const counted = theirs.cashCountedPaise ?? mine.cashCountedPaise;
      const countedWith = theirs.cashCountedPaise === undefined ? mine : theirs;
      const merged = mergeSheets(rows, choices, {
        id: v7(),
        heldOn,
        boxPaise:
          counted === undefined
            ? undefined
            : counted - cashOf([...countedWith.entries, ...(countedWith.lines ?? [])]),
        note: noteOfBoth(mine, theirs),
        lines: theirs.lines ?? mine.lines,
        makeId: () => v7(),
      });
      const reversalId = v7();
      await desk.record({
        id: reversalId,
        what: 'reversal',
        path: `${path}/${other}/reversal`,
        body: { id: reversalId, reason: t('conflict.reason') },
        entities: [collectiveId],
      });
      await desk.record({
        id: merged.id,
        what: 'meeting',
        path,
        body: { ...merged },
        entities: operation.entities,
      });
    }
    go({ name: 'saved' });
    await desk.rows.remove(operations, id);
    desk.sync();
  };
  const keepBoth = async () => {
    const { conflictWith: _other, ...rest } = operation;
    const apart = [...(operation.apart ?? []), other];
    await desk.rows.put(operations, id, { ...rest, apart, state: 'waiting' });
    desk.sync();
    go({ name: 'saved' });
  };
  // Pressing twice must not record twice.
  const once = (work: () => Promise<void>) => {
    setBusy(true);
    work().catch(() => setBusy(false));
  };

  const cell = (row: ConflictRow, side: Side) => {
    const entries = side === 'mine' ? row.mine : row.theirs;
    const presence = side === 'mine' ? row.minePresence : row.theirPresence;
    return (
      <td>
        <button
          type="button"
          class="choice"
          aria-pressed={choices.get(row.memberId) === side}
          onClick={() => choose(row.memberId, side)}
        >
          {presence === undefined ? t('conflict.unlisted') : leader(presences[presence])}
          {entries.map(({ kind, amountPaise, loanId }) => (
            <span class="part" key={`${kind}${loanId}`}>
              {leader(`sheet.${kind}`)} {formatRupees(amountPaise)}
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
          <p>{t(theirs.createdBy === desk.me()?.id ? 'conflict.byYou' : 'conflict.byOther')}</p>
          <table class="two">
            <thead>
              <tr>
                <th scope="col">{t('conflict.mine')}</th>
                <th scope="col">{t('conflict.theirs')}</th>
              </tr>
            </thead>
            {differing.length > 1 && (
              <tbody>
                <tr>
                  {(['mine', 'theirs'] as const).map((side) => (
                    <td key={side}>
                      <button
                        type="button"
                        class="second"
                        onClick={() =>
                          setChoices(new Map(differing.map(({ memberId }) => [memberId, side] as const)))
                        }
                      >
                        {t(side === 'mine' ? 'conflict.allMine' : 'conflict.allTheirs')}
                      </button>
                    </td>
                  ))}
                </tr>
              </tbody>
            )}
            {differing.map((row) => (
              <tbody key={row.memberId}>
                <tr>
                  <th scope="rowgroup" colSpan={2}>
                    {desk.rows.get(members, row.memberId)?.name ?? leader('members.noCode')}
                  </th>
                </tr>
                <tr>
                  {cell(row, 'mine')}
                  {cell(row, 'theirs')}
                </tr>
              </tbody>
            ))}
          </table>
          <p>{t('conflict.same', { count: rows.length - differing.length })}</p>
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
