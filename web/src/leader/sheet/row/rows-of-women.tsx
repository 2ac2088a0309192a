import { useMemo, useState } from 'preact/hooks';
import { sheetLimits } from '../../../../../functions/shared/kinds/book-limits.ts';
import { writeRupees } from '../../../i18n/rupee-input.ts';
import { ChildrenToAsk } from '../../children/children-to-ask-link.tsx';
import { markAllPresent } from '../sheet-rules.ts';
import { mayTakeOff } from '../take-off-rules.ts';
import { t } from '../text.ts';
import type { Draft } from '../use-sheet-draft.ts';
import { Row } from './row.tsx';
import { emptyRow } from './row-rules.ts';

/** A row for each woman, and a button that marks all as present. */
export function RowsOfWomen({
  draft,
  collectiveId,
}: {
  readonly draft: Draft;
  readonly collectiveId: string;
}) {
  const { collective, sheet, members, leftOut, totals, store, changeRow, takeOff } = draft;
  // How often she has pressed "all present". It is the key of the list, so each press draws all rows anew from the changed sheet.
  const [pressCount, setPressCount] = useState(0);
  const markEveryonePresent = () => {
    const usual = writeRupees(collective?.usualDepositPaise ?? 0);
    store({ ...sheet.current, rows: markAllPresent(sheet.current, members, usual) });
    setPressCount(pressCount + 1);
  };
  // The same elements each time, so that only the edited row renders again.
  const rows = useMemo(
    () =>
      collective &&
      members.map((member) => (
        <Row
          key={member.id}
          member={member}
          initial={sheet.current.rows[member.id] ?? emptyRow()}
          group={collective}
          heldOn={sheet.current.heldOn}
          onRow={changeRow}
          {...(mayTakeOff(member, sheet.current.heldOn) ? { onTakeOff: takeOff } : {})}
        />
      )),
    [members, collective, changeRow, takeOff, pressCount, sheet.current.heldOn],
  );
  // The same element each time, so that a key press does not search all children again.
  const childrenToAsk = useMemo(() => <ChildrenToAsk collectiveId={collectiveId} />, [collectiveId]);
  const areAllPresent = members.length > 0 && totals.present === members.length;
  return (
    <>
      <button type="button" class={`second ${areAllPresent ? 'done' : ''}`} onClick={markEveryonePresent}>
        {t('sheet.allPresent')}
        {areAllPresent && ` ✓ ${totals.present}/${members.length}`}
      </button>
      {collective === undefined && <p class="warning">{t('gone.explain')}</p>}
      {collective !== undefined && members.length === 0 && <p class="warning">{t('sheet.nobody')}</p>}
      {leftOut.length > 0 && (
        <p class="warning">
          {t('sheet.tooMany', { most: sheetLimits.members })} {leftOut.map(({ name }) => name).join(', ')}
        </p>
      )}
      <ol class="rows" key={pressCount}>
        {rows}
      </ol>
      {childrenToAsk}
    </>
  );
}
