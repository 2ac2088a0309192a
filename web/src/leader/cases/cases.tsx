import { CallButton } from '../../phone/call.tsx';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { cases } from '../row-kinds.ts';
import { CaseHelpWord } from './case-help.tsx';
import { t } from './text.ts';
import { helpStateOf, urgentCases } from './urgent-cases.ts';

/**
 * The leader's list of all her cases, by their codes: somebody who looks over her shoulder reads no name. Open urgent
 * cases come first, closed ones last.
 */
export function Cases() {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const urgent = urgentCases(workspace.rows);
  const others = workspace.rows
    .all(cases)
    .filter(({ id }) => !urgent.some((file) => file.id === id))
    .toSorted((a, b) => b.openedOn.localeCompare(a.openedOn));
  const files = [
    ...urgent,
    ...others.filter(({ status }) => status !== 'closed'),
    ...others.filter(({ status }) => status === 'closed'),
  ];
  return (
    <Frame title={t('cases.title')} back={{ name: 'home' }} isPrivate>
      {files.length === 0 && <p>{t('cases.none')}</p>}
      {files.map((file) => {
        const isWaiting = helpStateOf(workspace.rows, file) === 'nobody';
        return (
          <button
            type="button"
            class={isWaiting ? 'choice urgent' : 'choice'}
            key={file.id}
            onClick={() => go({ name: 'case', id: file.id })}
          >
            {file.code ?? t('members.noCode')} · {t(`kind.${file.kind}`)}
            {/* If nobody has taken the case, `CaseHelpWord` says so, and the status would add nothing. */}
            {!isWaiting && (
              <span class="part">
                {file.priority === 'urgent' && `${t('priority.urgent')} · `}
                {t(`status.${file.status}`)}
              </span>
            )}
            <CaseHelpWord file={file} />
          </button>
        );
      })}
      <p>{t('cases.how')}</p>
      <button type="button" class="second" onClick={() => go({ name: 'find' })}>
        {t('find.title')}
      </button>
      <CallButton />
      <button type="button" class="second" onClick={() => go({ name: 'emergency' })}>
        {t('cases.emergency')}
      </button>
    </Frame>
  );
}
