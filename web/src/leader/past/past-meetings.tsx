import { Badge } from '../../design/badge.tsx';
import { formatDay, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { collectiveOf } from '../meetings/balances.ts';
import { meetings } from '../row-kinds.ts';
import { recordedSheetsOf } from '../sheet/recorded/recorded-sheets.ts';
import { amountOf, toEntry } from '../sheet/row/entries-and-lines.ts';
import { t as leaderText } from '../sheet/text.ts';
import { t } from './text.ts';

/** A group's past meetings, sent or not, the latest first; and the days of those that were taken back. */
export function Past({ collectiveId }: { readonly collectiveId: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  // Ids are UUIDv7: on the same day, the sheet that was begun last comes first.
  const recorded = recordedSheetsOf(workspace.rows, collectiveId, workspace.me()?.id).toSorted(
    (a, b) => b.heldOn.localeCompare(a.heldOn) || b.id.localeCompare(a.id),
  );
  const idsInForce = new Set(recorded.map(({ id }) => id));
  const correctedIds = new Set(recorded.map(({ corrects }) => corrects));
  const takenBack = workspace.rows
    .all(meetings)
    .filter((one) => one.collectiveId === collectiveId && !idsInForce.has(one.id))
    .toSorted((a, b) => b.heldOn.localeCompare(a.heldOn));
  return (
    <Frame
      title={t('past.title', { name: collectiveOf(workspace.rows, collectiveId)?.name ?? '' })}
      back={{ name: 'home' }}
    >
      {recorded.length === 0 && <p>{leaderText('due.never')}</p>}
      {recorded.map(({ id, heldOn, state, attendance, entries }) => (
        <button
          type="button"
          class="choice"
          key={id}
          onClick={() => go({ name: 'meeting', collectiveId, id, from: 'past' })}
        >
          {formatDay(heldOn, language())}
          <span class="part">
            {leaderText('totals.present', {
              count: attendance.filter(({ status }) => status === 'present').length,
            })}{' '}
            · {leaderText('sheet.deposit')} {formatRupees(amountOf(entries.map(toEntry), 'deposit'))}
          </span>
          {state !== 'sent' && <Badge tone="care">{leaderText(`state.${state}`)}</Badge>}
        </button>
      ))}
      {takenBack.length > 0 && <h2>{t('past.takenBack')}</h2>}
      <ul class="plain">
        {takenBack.map(({ id, heldOn }) => (
          <li key={id}>
            {formatDay(heldOn, language())}
            {correctedIds.has(id) && <span class="part">{t('past.corrected')} ✓</span>}
          </li>
        ))}
      </ul>
      <p class="soft">{t('past.latest')}</p>
    </Frame>
  );
}
