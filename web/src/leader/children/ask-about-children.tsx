import { useState } from 'preact/hooks';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { childName } from '../../members/child-name.ts';
import { observationText } from '../../members/observation-text.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { cases } from '../row-kinds.ts';
import { ageOf, hasCaseSince, newestObservationOf, proposedCase, whyAsk } from './children-rules.ts';
import { Question } from './question.tsx';
import { recordSchooling } from './record-and-take-back.ts';
import { type ChildOfMember, listChildren } from './stored-children.ts';
import { t } from './text.ts';
import { WhatNext } from './what-next.tsx';

/**
 * The children to ask about, of one group or of all (undefined). A child stays in its place after the answer, so that
 * nothing moves under a thumb.
 */
export function Children({ collectiveId }: { readonly collectiveId: string | undefined }) {
  const { workspace } = useHere();
  useRedrawWhenRowsChange();
  const today = todayInIndia();
  const all = listChildren(workspace, collectiveId);
  const [askedIds] = useState(
    () => new Set(all.filter(({ child }) => whyAsk(child, today) !== undefined).map(({ child }) => child.id)),
  );
  const files = workspace.rows.all(cases);
  const toHelp = all.filter(
    ({ member, child }) =>
      !askedIds.has(child.id) &&
      proposedCase(child, today) !== undefined &&
      !hasCaseSince(child, member.id, files),
  );
  return (
    <Frame
      title={t('children.title')}
      back={collectiveId === undefined ? { name: 'home' } : { name: 'sheet', collectiveId }}
    >
      {askedIds.size === 0 && <p>{t('children.none')}</p>}
      {all
        .filter(({ child }) => askedIds.has(child.id))
        .map((one) => (
          <ChildToAsk key={one.child.id} {...one} />
        ))}
      {toHelp.length > 0 && <h2>{t('children.toHelp')}</h2>}
      {toHelp.map((one) => (
        <section key={one.child.id}>
          <h3>
            {one.member.name}: {childName(one.child)}
          </h3>
          <p>{textOfNewest(one)}</p>
          <WhatNext {...one} />
        </section>
      ))}
    </Frame>
  );
}

/** One child: the question, or after the answer what follows from it. */
function ChildToAsk({ member, child }: ChildOfMember) {
  const { workspace, go } = useHere();
  const why = whyAsk(child, todayInIndia());
  const title = `${member.name}: ${childName(child)}`;
  return (
    <section class="asked" aria-label={title}>
      <h2>{title}</h2>
      {why === 'transition' && (
        <p class="notice">{t('children.transition', { age: ageOf(child, todayInIndia()) })}</p>
      )}
      <p>{textOfNewest({ member, child })}</p>
      {why === undefined ? (
        <>
          <p class="notice" role="status">
            {t('children.kept')}
          </p>
          <WhatNext member={member} child={child} />
          <button
            type="button"
            class="quiet"
            onClick={() => go({ name: 'child', memberId: member.id, id: child.id })}
          >
            {t('children.more')}
          </button>
        </>
      ) : (
        <Question
          child={child}
          onAnswer={(answer) => void recordSchooling(workspace, { member, child }, answer).catch(() => {})}
        />
      )}
    </section>
  );
}

/** Says what was last recorded about a child's schooling, and when, or that nothing was recorded. */
function textOfNewest({ child }: ChildOfMember): string {
  const newest = newestObservationOf(child);
  return newest === undefined
    ? t('children.never')
    : t('children.asked', { date: formatDate(newest.on, language()), said: observationText(newest) });
}
