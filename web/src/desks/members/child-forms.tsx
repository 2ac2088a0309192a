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
import { todayInIndia } from '../../i18n/today.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { Member } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';
import { undoEntry } from './take-entry-back.tsx';

/** The forms that record a member's child, correct it, and record an observation of its schooling. */

export type Child = NonNullable<Member['children']>[number];

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

type NewChildProps = {
  readonly api: Api;
  readonly memberId: string;
  readonly onChanged: () => Promise<unknown>;
};
type ChildFormProps = NewChildProps & { readonly child: Child };

/** The form that records a child of the member's. */
export function NewChild({ api, memberId, onChanged }: NewChildProps) {
  return (
    <Fold label="child.new">
      <p class="soft">{t('child.noNames')}</p>
      <Form
        label="child.new"
        undo={undoEntry(api, memberId, onChanged)}
        onSend={async (data, id) => {
          await api.request('POST /api/members/{id}/children', {
            path: { id: memberId },
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
  );
}

/** The form that corrects a child's year of birth or gender. */
export function CorrectChild({ api, memberId, child, onChanged }: ChildFormProps) {
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
export function NewObservation({ api, memberId, child, onChanged }: ChildFormProps) {
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
