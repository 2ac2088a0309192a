import { useStatus } from '../../phone/context.ts';
import { womenInTalk } from '../../phone/talk/her-talks.ts';
import { noteDrafts, planDrafts } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import { cases, collectives, enrolmentDrafts, sheetDrafts } from '../row-kinds.ts';
import type { Screen } from '../screen.ts';
import { t } from '../text.ts';

/** The drafts that the leader has begun, and the work that waits to be sent. */
export function UnsentWork() {
  const { workspace, go } = useHere();
  const { unsent } = useStatus();
  const drafts = workspace.rows.all(sheetDrafts);
  const enrolment = workspace.rows.get(enrolmentDrafts, 'draft');
  const inTalk = womenInTalk(workspace);
  // A note or a safety plan that she has begun.
  const inCase = workspace.rows
    .all(cases)
    .filter(({ id }) => [noteDrafts, planDrafts].some((kind) => workspace.rows.has(kind, id)));
  if (drafts.length + inTalk.length + inCase.length + unsent === 0 && enrolment === undefined) return null;
  /** The button to go on with a draft. */
  const continueButton = (id: string, label: string, screen: Screen) => (
    <button type="button" class="choice" key={id} onClick={() => go(screen)}>
      <span aria-hidden="true">✎</span> {label}
    </button>
  );
  return (
    <>
      <h2>{t('today.unsent')}</h2>
      {drafts.map(({ id, collectiveId }) =>
        continueButton(
          id,
          t('home.continueSheet', { name: workspace.rows.get(collectives, collectiveId)?.name ?? '–' }),
          { name: 'sheet', collectiveId },
        ),
      )}
      {enrolment !== undefined &&
        continueButton('member', t('home.continueMember'), {
          name: 'enrol',
          collectiveId: enrolment.collectiveId,
        })}
      {inTalk.map(({ id, name }) =>
        continueButton(id, t('home.continueTalk', { name }), { name: 'talk', memberId: id }),
      )}
      {inCase.map(({ id, code, kind }) =>
        continueButton(id, `${code ?? t('members.noCode')} · ${t(`kind.${kind}`)}`, { name: 'case', id }),
      )}
      {unsent > 0 && (
        <button type="button" class="choice" onClick={() => go({ name: 'unsent' })}>
          {t('pill.waiting', { count: unsent })}
        </button>
      )}
    </>
  );
}
