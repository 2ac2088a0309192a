import { Drawing } from '../../drawings/drawing.tsx';
import { useHere } from '../context.ts';
import { type CaseFile, nicknames } from '../row-kinds.ts';
import { t } from '../text.ts';

/** By what a list calls a case: her own name or picture for the woman, or the case's code. Somebody who looks over her shoulder reads no name. */
export function KnownAs({ file }: { readonly file: Pick<CaseFile, 'memberId' | 'code'> }) {
  const { workspace } = useHere();
  const nickname = workspace.rows.get(nicknames, file.memberId);
  return (
    <strong class="known-as">
      {nickname?.picture !== undefined && <Drawing name={nickname.picture} />}
      {nickname?.name ?? file.code ?? t('members.noCode')}
    </strong>
  );
}
