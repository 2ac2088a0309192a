import { useState } from 'preact/hooks';
import { CallButton } from '../../phone/call.tsx';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { findWomen } from '../../phone/find-rules.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { membersOf } from '../meetings/balances.ts';
import { collectivesOf } from '../own-collectives.ts';
import { t } from './text.ts';

/** All her women by name, narrowed by what she types. A tap opens the woman, or asks for help for her. */
export function Find({ isForHelp }: { readonly isForHelp: boolean }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const [typed, setTyped] = useState('');
  const groups = collectivesOf(workspace.rows);
  const women = groups.flatMap((group) =>
    membersOf(workspace.rows, group.id).map((member) => ({ ...member, group: group.name })),
  );
  const matches = findWomen(women, typed);
  return (
    <Frame title={t(isForHelp ? 'find.forHelp' : 'find.title')} back={{ name: 'home' }}>
      {isForHelp && (
        <>
          <p>{t('find.whoNeedsHelp')}</p>
          <CallButton />
        </>
      )}
      <label class="field">
        {t('find.name')}
        <input
          type="search"
          autoComplete="off"
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      <p class="soft" role="status">
        {t(matches.length === 0 ? 'find.nobody' : 'find.count', { count: matches.length })}
      </p>
      {matches.map(({ id, name, code, group }) => (
        <button
          type="button"
          class="choice"
          key={id}
          onClick={() =>
            go(
              isForHelp
                ? { name: 'openCase', memberId: id, proposal: { kind: 'crisis', priority: 'urgent' } }
                : { name: 'member', id },
            )
          }
        >
          {name}
          <span class="part">
            {group} · {code ?? t('members.noCode')}
          </span>
        </button>
      ))}
    </Frame>
  );
}
