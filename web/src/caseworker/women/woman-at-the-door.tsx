import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { childName } from '../../members/child-name.ts';
import { observationText } from '../../members/observation-text.ts';
import { herTexts } from '../../phone/her-texts.ts';
import { talksOf, womenToTalkWith } from '../../phone/talk/her-talks.ts';
import { GoalWords } from '../../talks/goal-words.tsx';
import { standingGoal } from '../../talks/talk.ts';
import { CallLink } from '../../unlock/call-link.tsx';
import { talksRead } from '../../workspace/row-kinds.ts';
import { t } from '../cases/text.ts';
import { useHere } from '../context.ts';
import { type Woman, women } from '../row-kinds.ts';
import { placeWords } from './place-words.ts';

/** Who she is: name, place, telephone, to what she has agreed, her goal, and her children. */
export function WomanAtTheDoor({ memberId }: { readonly memberId: string }) {
  const { workspace } = useHere();
  const woman = workspace.rows.get(women, memberId);
  if (woman === undefined) return <p class="soft">{t('woman.notRead')}</p>;
  const { name, code, phone, children, consents } = woman;
  const goal = standingGoal(talksOf(workspace, memberId));
  // The phone does not read the talks of a woman who has asked to stop.
  const areTalksToCome =
    workspace.rows.get(talksRead, memberId) === undefined &&
    !consents.some(({ purpose, given }) => purpose === 'services' && !given);
  return (
    <section class="at-the-door" aria-label={name}>
      <p>
        <strong>{name}</strong> {code !== undefined && <span class="code">{code}</span>}
        <span class="part">{placeWords(woman)}</span>
        {herTexts(woman).map((text) => (
          <span class="part" key={text}>
            {text}
          </span>
        ))}
      </p>
      {phone === undefined ? (
        <p class="soft">{t('woman.noPhone')}</p>
      ) : (
        <CallLink label={t('woman.call')} number={phone} />
      )}
      {womenToTalkWith(workspace).some(({ id }) => id === memberId) && (
        <p>
          <strong>{t('day.talk')}</strong>
        </p>
      )}
      <h2>{t('woman.consents')}</h2>
      <Consents consents={consents} />
      {goal === undefined && areTalksToCome && <p class="soft">{t('woman.talksNotRead')}</p>}
      {goal !== undefined && (
        <>
          <h2>{t('due.goal')}</h2>
          <GoalWords goal={goal} />
        </>
      )}
      {children.length > 0 && (
        <>
          <h2>{t('woman.children', { count: children.length })}</h2>
          <Children of={children} />
        </>
      )}
    </section>
  );
}

/** Each purpose of consent with what she said about it last; whatever she does not agree to stands out. */
function Consents({ consents }: Pick<Woman, 'consents'>) {
  return (
    <ul class="plain">
      {consents.map(({ purpose, given, on, isWithdrawn }) => {
        const refusalKey = isWithdrawn ? 'agreed.withdrawn' : 'agreed.no';
        const word = t(given ? 'agreed.yes' : refusalKey);
        return (
          <li key={purpose}>
            {t(`agreed.${purpose}`)}: {given ? word : <strong>{word}</strong>}
            <span class="soft"> · {formatDate(on, language())}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Children({ of: children }: { readonly of: Woman['children'] }) {
  return (
    <ul class="plain">
      {children.map((child) => (
        <li key={child.id}>
          {childName(child)}
          {child.schooling !== undefined && (
            <span class="soft">
              {' '}
              · {observationText(child.schooling)} · {formatDate(child.schooling.on, language())}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
