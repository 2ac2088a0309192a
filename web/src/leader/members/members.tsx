import { formatRupees } from '../../i18n/format.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { collectiveOf, membersOf } from '../meetings/balances.ts';
import { outstandingPaiseOf } from '../sheet/row/entries-and-lines.ts';
import { t as sheetText } from '../sheet/text.ts';
import { t } from './text.ts';

/** The members of a group with their balances; a tap opens one. */
export function Members({ collectiveId }: { readonly collectiveId: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const collective = collectiveOf(workspace.rows, collectiveId);
  const members = membersOf(workspace.rows, collectiveId);
  return (
    <Frame title={t('members.title', { name: collective?.name ?? '' })} back={{ name: 'home' }}>
      <button type="button" class="primary" onClick={() => go({ name: 'enrol', collectiveId })}>
        + {t('members.new')}
      </button>
      {members.length === 0 && <p>{sheetText('sheet.nobody')}</p>}
      {members.map(({ id, name, code, savingsPaise, ...owed }) => (
        <button type="button" class="choice" key={id} onClick={() => go({ name: 'member', id })}>
          {name}
          <span class="part">
            {/* The server makes the code, so a woman who was just enrolled has none. */}
            {code ?? t('members.noCode')} · {t('sheet.savings', { amount: formatRupees(savingsPaise) })}
          </span>
          {outstandingPaiseOf(owed) > 0 && (
            <strong class="part">
              {t('sheet.owes', { amount: formatRupees(outstandingPaiseOf(owed)) })}
            </strong>
          )}
        </button>
      ))}
    </Frame>
  );
}
