import {
  genders,
  schoolingReasons,
  schoolingStages,
  schoolingStatuses,
} from '../../../../functions/shared/kinds/member-words.ts';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, NumberField } from '../../design/fields/field.tsx';
import { choiceOf, requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { childName } from '../../members/child-name.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { Member } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';
import { TakeEntryBack, undoEntry } from './take-entry-back.tsx';

type Child = NonNullable<Member['children']>[number];
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
      {mayChange && (
        <Fold label="child.new">
          <p class="soft">{t('child.noNames')}</p>
          <Form
            label="child.new"
            undo={undoEntry(api, her.id, onChanged)}
            onSend={async (data, id) => {
              await api.request('POST /api/members/{id}/children', {
                path: { id: her.id },
                body: { id, ...childFieldsOf(data), inSchool: textOf(data, 'inSchool') === 'true' },
              });
              await onChanged();
            }}
          >
            <ChildFields />
            <Choice
              name="inSchool"
              label={t('school')}
              options={[
                ['true', t('inSchool')],
                ['false', t('notInSchool')],
              ]}
            />
          </Form>
        </Fold>
      )}
    </section>
  );
}

/** The earliest year of birth that the API accepts. */
const minBirthYear = 1900;

/** Reads the values of `ChildFields` from a sent form, for the API. */
const childFieldsOf = (data: FormData) => ({
  birthYear: Number(textOf(data, 'birthYear')),
  gender: requiredChoiceOf(data, 'gender', genders),
});

function ChildFields({ child }: { readonly child?: Child }) {
  return (
    <>
      <NumberField
        name="birthYear"
        label={t('birthYear')}
        value={child?.birthYear}
        min={minBirthYear}
        max={Number(todayInIndia().slice(0, 4))}
      />
      <Choice
        name="gender"
        label={t('gender')}
        value={child?.gender}
        options={genders.map((gender) => [gender, t(`child.${gender}`)])}
      />
    </>
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

type ChildFormProps = Omit<OneChildProps, 'mayChange'>;

/** The form that corrects a child's year of birth or gender. */
function CorrectChild({ api, memberId, child, onChanged }: ChildFormProps) {
  return (
    <Fold label="child.correct">
      <Form
        label="child.correct"
        onSend={async (data) => {
          // The API takes all fields of a child, so `inSchool` is sent as the record has it. It is read anew, because a colleague may
          // have recorded an observation that changed it after this page was read.
          const now = await api.request('GET /api/members/{id}', { path: { id: memberId } });
          const { inSchool } = now.children?.find(({ id }) => id === child.id) ?? child;
          await api.request('PUT /api/members/{id}/children/{childId}', {
            path: { id: memberId, childId: child.id },
            body: { ...childFieldsOf(data), inSchool },
          });
          await onChanged();
        }}
      >
        <ChildFields child={child} />
      </Form>
    </Fold>
  );
}

/** The form that records an observation of a child's schooling. */
function NewObservation({ api, memberId, child, onChanged }: ChildFormProps) {
  return (
    <Fold label="schooling.new">
      <Form
        label="schooling.new"
        undo={undoEntry(api, memberId, onChanged)}
        onSend={async (data, id) => {
          await api.request('POST /api/members/{id}/children/{childId}/schooling', {
            path: { id: memberId, childId: child.id },
            body: {
              id,
              on: requiredTextOf(data, 'on'),
              status: requiredChoiceOf(data, 'status', schoolingStatuses),
              stage: choiceOf(data, 'stage', schoolingStages),
              reason: choiceOf(data, 'reason', schoolingReasons),
            },
          });
          await onChanged();
        }}
      >
        <DateField name="on" label={t('schooling.seenOn')} value={todayInIndia()} max={todayInIndia()} />
        <Choice
          name="status"
          label={t('school')}
          options={schoolingStatuses.map((status) => [status, t(`schooling.${status}`)])}
        />
        <Choice
          name="stage"
          label={t('schooling.stage')}
          isOptional
          options={[
            ['', '–'],
            ...schoolingStages.map((stage) => [stage, t(`schoolStage.${stage}`)] as const),
          ]}
        />
        <Choice
          name="reason"
          label={t('schooling.reason')}
          isOptional
          options={[
            ['', '–'],
            ...schoolingReasons.map((reason) => [reason, t(`schoolReason.${reason}`)] as const),
          ]}
        />
      </Form>
    </Fold>
  );
}
