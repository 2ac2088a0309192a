import type { Api } from '../../api/client.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { childName } from '../../members/child-name.ts';
import type { Member } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';
import { type Child, CorrectChild, NewChild, NewObservation } from './child-forms.tsx';
import { TakeEntryBack } from './take-entry-back.tsx';

/** A child's observations come sorted by day, the newest last. */
type Observation = Child['schooling'][number];

type ChildrenProps = {
  readonly api: Api;
  readonly her: Member;
  /** Whether the signed-in person may change the member's record. */
  readonly mayChange: boolean;
  readonly onChanged: () => Promise<unknown>;
};

/** On the desk's page of a member: the member's children, each with the observations of its schooling. */
export function Children({ api, her, mayChange, onChanged }: ChildrenProps) {
  const { children = [] } = her;
  return (
    <section aria-labelledby="children">
      <h3 id="children">{t('children')}</h3>
      {children.length === 0 && <p class="soft">{t('nothing')}</p>}
      {children.map((child) => (
        <OneChild
          key={child.id}
          api={api}
          memberId={her.id}
          child={child}
          mayChange={mayChange}
          onChanged={onChanged}
        />
      ))}
      {mayChange && <NewChild api={api} memberId={her.id} onChanged={onChanged} />}
    </section>
  );
}

const observationText = ({ status, stage, reason }: Observation): string =>
  [
    t(`schooling.${status}`),
    ...(stage === undefined ? [] : [t(`schoolStage.${stage}`)]),
    ...(reason === undefined ? [] : [t(`schoolReason.${reason}`)]),
  ].join(' · ');

type OneChildProps = Omit<ChildrenProps, 'her'> & { readonly memberId: string; readonly child: Child };

/** One child: its newest observation, and when unfolded all observations and the forms. */
function OneChild({ api, memberId, child, mayChange, onChanged }: OneChildProps) {
  const language = useLanguage();
  const isTakenBack = child.takenBack !== undefined;
  const name = childName(child);
  const newest = child.schooling.findLast(({ takenBack }) => takenBack === undefined);
  const isChangeable = mayChange && !isTakenBack;
  const datedText = (observation: Observation) =>
    `${formatDate(observation.on, language)} · ${observationText(observation)}`;
  const newestText = newest === undefined ? t('schooling.none') : datedText(newest);
  const stateText = isTakenBack ? t('takenBack') : newestText;
  return (
    <details class="child">
      <summary>
        {isTakenBack ? <s>{name}</s> : name}
        {' · '}
        {stateText}
      </summary>
      <ol class="points">
        {child.schooling.toReversed().map((observation) => (
          <li key={observation.id}>
            {observation.takenBack === undefined ? (
              <>
                {datedText(observation)}{' '}
                {isChangeable && (
                  <TakeEntryBack
                    api={api}
                    memberId={memberId}
                    name={datedText(observation)}
                    entryId={observation.id}
                    onDone={onChanged}
                  />
                )}
              </>
            ) : (
              <>
                <s>{datedText(observation)}</s> · {t('takenBack')}{' '}
                {formatDate(observation.takenBack.on, language)}
              </>
            )}
          </li>
        ))}
      </ol>
      {isChangeable && (
        <>
          <NewObservation api={api} memberId={memberId} child={child} onChanged={onChanged} />
          <CorrectChild api={api} memberId={memberId} child={child} onChanged={onChanged} />
          <TakeEntryBack api={api} memberId={memberId} name={name} entryId={child.id} onDone={onChanged} />
        </>
      )}
    </details>
  );
}
