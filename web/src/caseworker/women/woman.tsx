import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { DueNow } from '../cases/case-work.tsx';
import { CasesOfWoman } from '../cases/cases-of-woman.tsx';
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
  const [file, ...others] = openCases(workspace).filter(({ memberId }) => memberId === id);
  return (
    <Frame title={woman.code ?? t('members.noCode')} back={{ name: 'home' }} isPrivate>
      <WomanAtTheDoor memberId={id} />
      {/* Of several cases she chooses the one. */}
      {file !== undefined && others.length === 0 && <DueNow file={file} />}
      <CasesOfWoman title={t('cases.title')} memberId={id} />
      <button type="button" class="second" onClick={() => go({ name: 'talk', memberId: id })}>
        {t('case.talk')}
      </button>
      <button type="button" class="second" onClick={() => go({ name: 'openCase', memberId: id })}>
        {t('woman.openCase')}
      </button>
    </Frame>
  );
}
