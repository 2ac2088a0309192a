import { useState } from 'preact/hooks';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { childName } from '../../members/child-name.ts';
import { observationText } from '../../members/observation-text.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { ReasonDialog } from '../../phone/reason-dialog.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import type { Child } from '../row-kinds.ts';
import { Question } from './question.tsx';
import { recordSchooling, takeBackChildEntry } from './record-and-take-back.ts';
import { isNew, listChildrenOf } from './stored-children.ts';
import { t } from './text.ts';
import { WhatNext } from './what-next.tsx';

/** One child: the question about its schooling today, what follows from the answer, and all that was recorded. */
export function ChildScreen({ memberId, id }: { readonly memberId: string; readonly id: string }) {
  const { workspace } = useHere();
  useRedrawWhenRowsChange();
  /** The id of the observation, or of the child, that is to be taken back; undefined: nothing. */
  const [wrongId, setWrongId] = useState<string>();
  // Grows with each answer: under another key the question is drawn anew.
  const [round, setRound] = useState(0);
  const childOfMember = listChildrenOf(workspace, memberId).find(({ child }) => child.id === id);
  if (childOfMember === undefined) return <Gone />;
  const { member, child } = childOfMember;
  const mayAdd = !child.isTakenBack && !isNew(workspace, id);
  return (
    <Frame title={childName(child)} back={{ name: 'herChildren', memberId }}>
      <p>{t('child.mother', { name: member.name })}</p>
      {child.isTakenBack && <p class="warning">{t('child.takenBack')}</p>}
      {mayAdd && (
        <>
          <h2>{t('child.now')}</h2>
          <Question
            key={round}
            child={child}
            onAnswer={(answer) =>
              void recordSchooling(workspace, childOfMember, answer).then(
                () => setRound(round + 1),
                () => {},
              )
            }
          />
          <WhatNext {...childOfMember} />
        </>
      )}
      {isNew(workspace, id) && <p class="notice">{t('child.notSent')}</p>}
      <h2>{t('child.history')}</h2>
      <History child={child} onTakeBack={mayAdd ? setWrongId : undefined} />
      {mayAdd && (
        <button type="button" class="second danger" onClick={() => setWrongId(id)}>
          {t('child.takeBackChild')}
        </button>
      )}
      {wrongId !== undefined && (
        <ReasonDialog
          title={t('wrong.title')}
          confirm={t('wrong.yes')}
          label={t('wrong.reason')}
          missing={t('wrong.missing')}
          // A reason is proposed for taking back an observation, not for taking back the child.
          proposal={wrongId === id ? '' : t('wrong.mistake')}
          onReason={async (reason) => {
            await takeBackChildEntry(workspace, childOfMember, wrongId, reason);
            setWrongId(undefined);
          }}
          onCancel={() => setWrongId(undefined)}
        >
          <p>{t('wrong.explain')}</p>
        </ReasonDialog>
      )}
    </Frame>
  );
}

/** All observations of a child's schooling, the newest first. */
function History({
  child,
  onTakeBack,
}: {
  readonly child: Child;
  /** Asks why an observation is taken back, by its id; undefined if nothing can be taken back. */
  readonly onTakeBack: ((id: string) => void) | undefined;
}) {
  return (
    <ul class="plain">
      {child.schooling.toReversed().map((observation) => (
        <li key={observation.id}>
          {observation.isTakenBack ? (
            <>
              <s>
                {formatDate(observation.on, language())} · {observationText(observation)}
              </s>
              <span class="part">{t('child.takenBack')}</span>
            </>
          ) : (
            <>
              {formatDate(observation.on, language())}
              <span class="part">{observationText(observation)}</span>
              {onTakeBack !== undefined && (
                <button type="button" class="quiet" onClick={() => onTakeBack(observation.id)}>
                  {t('child.takeBack')}
                </button>
              )}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
