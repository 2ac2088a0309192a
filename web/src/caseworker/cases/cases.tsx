import { nameDistrict } from '../../districts/text.ts';
import { waitingWords } from '../../phone/cases/waiting-words.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Frame } from '../../phone/frame.tsx';
import { packStates } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import { women } from '../row-kinds.ts';
import { KnownAs } from '../women/known-as.tsx';
import { placeWords } from '../women/place-words.ts';
import { openCases } from './own-cases.ts';
import { waitingCases } from './taking.ts';
import { t } from './text.ts';

/** All her open cases, urgent ones first, then the newest; and above them the urgent ones that nobody has taken. */
export function Cases() {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const files = openCases(workspace).toSorted(
    (a, b) =>
      Number(b.priority === 'urgent') - Number(a.priority === 'urgent') ||
      b.openedOn.localeCompare(a.openedOn),
  );
  const { casesLeftOut, unassignedLeftOut } = workspace.rows.get(packStates, 'all') ?? {};
  return (
    <Frame title={t('cases.title')} back={{ name: 'home' }} isPrivate>
      {waitingCases(workspace.rows).map(({ id, code, district, ...waits }) => (
        <button type="button" class="choice visit urgent" key={id} onClick={() => go({ name: 'take', id })}>
          <strong class="known-as">{code}</strong>
          <span class="part">
            {waitingWords(waits)} · {nameDistrict(district)}
          </span>
        </button>
      ))}
      {unassignedLeftOut !== undefined && (
        <p class="soft">{t('cases.waitingLeftOut', { count: unassignedLeftOut })}</p>
      )}
      {files.length === 0 && <p>{t('cases.none')}</p>}
      {files.map((file) => {
        const woman = workspace.rows.get(women, file.memberId);
        return (
          <button
            type="button"
            class="choice visit"
            key={file.id}
            onClick={() => go({ name: 'case', id: file.id })}
          >
            <KnownAs memberId={file.memberId} code={file.code} />
            <span class="part">
              {file.priority === 'urgent' && `${t('priority.urgent')} · `}
              {t(`kind.${file.kind}`)} · {t(`status.${file.status}`)}
              {woman !== undefined && ` · ${placeWords(woman)}`}
            </span>
          </button>
        );
      })}
      {casesLeftOut !== undefined && <p class="soft">{t('cases.leftOut', { count: casesLeftOut })}</p>}
    </Frame>
  );
}
