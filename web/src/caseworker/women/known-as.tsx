import { Drawing } from '../../drawings/drawing.tsx';
import { useHere } from '../context.ts';
import { nicknames } from '../row-kinds.ts';
import { t } from '../text.ts';

/** By what a list calls a woman: her caseworker's own name or picture for her, or the code of her case. Somebody who looks over her shoulder reads no name. */
export function KnownAs({
  memberId,
  code,
}: {
  readonly memberId: string;
  readonly code: string | undefined;
}) {
  const { workspace } = useHere();
  const nickname = workspace.rows.get(nicknames, memberId);
  return (
    <strong class="known-as">
      {nickname?.picture !== undefined && <Drawing name={nickname.picture} />}
      {nickname?.name ?? code ?? t('members.noCode')}
    </strong>
  );
}
