import { useState } from 'preact/hooks';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { childName } from '../../members/child-name.ts';
import { useHere, useRedrawOnChange } from '../context.ts';
import { Frame, Gone } from '../frame.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import { observationText } from './observation-text.ts';
import { Question } from './question.tsx';
import { isNew, listHers, recordSchooling, takeBack } from './stored-children.ts';
import { loadTexts, t } from './text.ts';
import { WhatNext } from './what-next.tsx';

export async function loadChild() {
  await loadTexts();
  return ChildScreen;
}

/** One child: what was written, the newest first, how it is today, and what follows. */
function ChildScreen({ memberId, id }: { readonly memberId: string; readonly id: string }) {
  const { workspace } = useHere();
  useRedrawOnChange();
  /** The id of what is to be taken back. */
  const [wrong, setWrong] = useState<string>();
  const [round, setRound] = useState(0);
  const one = listHers(workspace, memberId).find(({ child }) => child.id === id);
  if (one === undefined) return <Gone />;
  const { member, child } = one;
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
            onSay={(said) =>
              void recordSchooling(workspace, one, said).then(
                () => setRound(round + 1),
                () => {},
              )
            }
          />
          <WhatNext {...one} />
        </>
      )}
      {isNew(workspace, id) && <p class="notice">{t('child.notSent')}</p>}
      <h2>{t('child.history')}</h2>
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
                {mayAdd && (
                  <button type="button" class="quiet" onClick={() => setWrong(observation.id)}>
                    {t('child.takeBack')}
                  </button>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {mayAdd && (
        <button type="button" class="second danger" onClick={() => setWrong(id)}>
          {t('child.takeBackChild')}
        </button>
      )}
      {wrong !== undefined && (
        <ReasonDialog
          title={t('wrong.title')}
          confirm={t('wrong.yes')}
          label={t('wrong.reason')}
          missing={t('wrong.missing')}
          proposal={wrong === id ? '' : t('wrong.mistake')}
          onReason={async (reason) => {
            await takeBack(workspace, one, wrong, reason);
            setWrong(undefined);
          }}
          onCancel={() => setWrong(undefined)}
        >
          <p>{t('wrong.explain')}</p>
        </ReasonDialog>
      )}
    </Frame>
  );
}
