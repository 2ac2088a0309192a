import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { openCases } from '../cases/own-cases.ts';
import { t } from '../cases/text.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { women } from '../row-kinds.ts';
import { WomanAtTheDoor } from './woman-at-the-door.tsx';

/** A woman of hers: who she is, her cases, and what can be begun with her. */
export function WomanScreen({ id }: { readonly id: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const woman = workspace.rows.get(women, id);
  if (woman === undefined) return <Gone />;
  return (
    <Frame title={woman.code ?? t('members.noCode')} back={{ name: 'home' }} isPrivate>
      <WomanAtTheDoor memberId={id} />
      <h2>{t('cases.title')}</h2>
      {openCases(workspace)
        .filter(({ memberId }) => memberId === id)
        .map((file) => (
          <button
            type="button"
            class="choice visit"
            key={file.id}
            onClick={() => go({ name: 'case', id: file.id })}
          >
            <strong class="known-as">{file.code ?? t('members.noCode')}</strong>
            <span class="part">
              {file.priority === 'urgent' && `${t('priority.urgent')} · `}
              {t(`kind.${file.kind}`)} · {t(`status.${file.status}`)}
            </span>
          </button>
        ))}
      <button type="button" class="second" onClick={() => go({ name: 'talk', memberId: id })}>
        {t('case.talk')}
      </button>
      <button type="button" class="second" onClick={() => go({ name: 'openCase', memberId: id })}>
        {t('woman.openCase')}
      </button>
    </Frame>
  );
}
