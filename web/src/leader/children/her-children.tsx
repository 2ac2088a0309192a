import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { childName } from '../../members/child-name.ts';
import { observationText } from '../../members/observation-text.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import type { Child } from '../row-kinds.ts';
import { newestObservationOf } from './children-rules.ts';
import { listChildrenOf } from './stored-children.ts';
import { t } from './text.ts';

/** The leader's screen of a member's children, with the newest observation of each. */
export function HerChildren({ memberId }: { readonly memberId: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const member = womanOf(workspace.rows, memberId);
  if (member === undefined || member.withdrawnOn !== undefined) return <Gone />;
  const children = listChildrenOf(workspace, memberId);
  return (
    <Frame title={t('children.titleHers', { name: member.name })} back={{ name: 'member', id: memberId }}>
      {children.length === 0 && <p>{t('children.noneHers')}</p>}
      {children.map(({ child }) => (
        <button
          type="button"
          class="choice"
          key={child.id}
          onClick={() => go({ name: 'child', memberId, id: child.id })}
        >
          {child.isTakenBack ? <s>{childName(child)}</s> : childName(child)}
          <span class="part">{statusText(child)}</span>
        </button>
      ))}
      <button type="button" class="second" onClick={() => go({ name: 'newChild', memberId })}>
        {t('children.add')}
      </button>
    </Frame>
  );
}

/** The text for a child's newest observation, or why there is none. */
function statusText(child: Child): string {
  if (child.isTakenBack) return t('child.takenBack');
  const newest = newestObservationOf(child);
  if (newest === undefined) return t('children.never');
  return t('children.asked', { date: formatDate(newest.on, language()), said: observationText(newest) });
}
