import { useHere } from '../../context.ts';
import { womanOf } from '../../joined.ts';
import { t } from '../../past/text.ts';
import { collectives } from '../../row-kinds.ts';
import type { Attendance } from '../row/row-rules.ts';
import { entryWords, lineWords } from '../sheet-words.ts';
import { t as leaderText, type SheetKey } from '../text.ts';
import type { ConflictLines, ConflictRow, Side } from './compare-sheets.ts';
import type { Choices } from './merge-sheets.ts';

const sides: readonly Side[] = ['mine', 'theirs'];

const presences: Readonly<Record<Attendance['status'], SheetKey>> = {
  present: 'sheet.present',
  absent: 'sheet.absent',
  excused: 'sheet.excused',
};

type TableProps = {
  readonly rows: readonly (ConflictRow | ConflictLines)[];
  readonly collectiveId: string;
  readonly choices: Choices;
  readonly onChoices: (choices: Choices) => void;
};

/** The rows that differ, this leader's side beside the other leader's. She chooses a side for each row, or one side for all rows. */
export function ConflictTable({ rows, collectiveId, choices, onChoices }: TableProps) {
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
