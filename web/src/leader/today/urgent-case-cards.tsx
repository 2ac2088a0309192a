import type { Workspace } from '../../workspace/workspace.ts';
import { CaseHelpWord } from '../cases/case-help.tsx';
import { helpStateOf, urgentCases } from '../cases/urgent-cases.ts';
import { useHere } from '../context.ts';
import type { CaseFile } from '../row-kinds.ts';
import { t } from '../text.ts';

/** The urgent cases on the leader's first page: those that nobody has taken, and those that somebody has. */

/** An urgent case: what it is, whether somebody has taken it, and its code. A case that nobody has taken stands out. */
export function UrgentCase({ file }: { readonly file: CaseFile }) {
  const { go } = useHere();
  return (
    <button
      type="button"
      class={file.isTaken ? 'choice' : 'choice urgent'}
      onClick={() => go({ name: 'case', id: file.id })}
    >
      <span class="who">
        {t(`kind.${file.kind}`)}
        <span class="part code">{file.code ?? t('members.noCode')}</span>
      </span>
      <CaseHelpWord file={file} />
      {!file.isTaken && <span class="part">{t('urgent.see')} ›</span>}
    </button>
  );
}

/** Whether a case was taken in the last seven days. A case that was assigned from the start has no `takenAt`, and is not new. */
const isNewlyTaken = ({ takenAt }: CaseFile): boolean =>
  takenAt !== undefined && Date.parse(takenAt) > Date.now() - 7 * 86_400_000;

/** Her urgent cases that somebody has taken, if they pass the test: help is on its way. */
const takenCases = ({ rows }: Workspace, passes: (file: CaseFile) => boolean): CaseFile[] =>
  urgentCases(rows).filter((file) => helpStateOf(rows, file) === 'taken' && passes(file));

/** The good news: the cases that were newly taken. Until somebody takes a case, it is a red card (`UrgentCase`). */
export function JustTaken() {
  const { workspace, go } = useHere();
  return takenCases(workspace, isNewlyTaken).map((file) => (
    <button
      type="button"
      class="choice slim notice"
      key={file.id}
      onClick={() => go({ name: 'case', id: file.id })}
    >
      <span class="code">{file.code ?? t('members.noCode')} ›</span>
      <CaseHelpWord file={file} />
    </button>
  ));
}

/** The cases that were taken earlier, folded. */
export function Taken() {
  const { workspace } = useHere();
  const files = takenCases(workspace, (file) => !isNewlyTaken(file));
  if (files.length === 0) return null;
  return (
    <details>
      <summary>
        {t('today.taken')}: {files.length}
      </summary>
      {files.map((file) => (
        <UrgentCase key={file.id} file={file} />
      ))}
    </details>
  );
}
