import { useHere } from '../context.ts';
import { openCases } from './own-cases.ts';
import { t } from './text.ts';

/** The open cases of a woman, each a way to it. */
export function CasesOfWoman({
  title,
  memberId,
  except,
}: {
  readonly title: string;
  readonly memberId: string;
  /** The id of the case that is shown already. */
  readonly except?: string;
}) {
  const { workspace, go } = useHere();
  const files = openCases(workspace).filter((file) => file.memberId === memberId && file.id !== except);
  if (files.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      {files.map((file) => (
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
    </>
  );
}
