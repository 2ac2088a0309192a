import { useState } from 'preact/hooks';
import {
  compensationForums,
  compensationSchemes,
  compensationStages,
  laws,
  proceedingSteps,
} from '../../../functions/shared/kinds/case-words.ts';
import { DateField } from '../design/fields/date-field.tsx';
import { Choice } from '../design/fields/field.tsx';
import { RupeesField } from '../design/fields/rupees-field.tsx';
import { Tick } from '../design/fields/tick.tsx';
import { t as designText } from '../design/text.ts';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { applicationsOf, type EventGroup, mattersOf } from '../timeline/case-progress.ts';
import { type FieldsProps, newOption } from './fields-props.ts';
import type { PrefilledEvent } from './prefilled-event.ts';
import { StageChoice } from './stage-choice.tsx';
import { t } from './text.ts';

/** The fields of events that belong to an application or a matter: she chooses an existing one, or begins a new one. */

/**
 * The id of the application or matter that is chosen at first, or the option for a new one; undefined if she has to choose.
 * @param prefilledId the application or matter that the prefilled event names
 */
function firstChoice(
  prefilled: PrefilledEvent | undefined,
  prefilledId: string | undefined,
  existing: readonly EventGroup[],
): string | undefined {
  if (prefilledId !== undefined) return prefilledId;
  // A prefilled event that names none begins a new one.
  if (prefilled !== undefined) return newOption;
  return existing.length === 0 ? newOption : undefined;
}

/** The fields of an event of an application for compensation. */
export function CompensationFields({ events, prefilled }: FieldsProps<'compensation'>) {
  const language = useLanguage();
  const applications = applicationsOf(events);
  const [applicationId, setApplicationId] = useState<string | undefined>(
    firstChoice(prefilled, prefilled?.applicationId, applications),
  );
  const application = applications.find(({ id }) => id === applicationId);
  // An application usually stays with the authority (forum) that its latest events name.
  const lastForum = application?.events.findLast(({ forum }) => forum)?.forum;
  // The scheme and the day of the filing, which is an application's first event.
  const labelOf = ({ events: [filing] }: EventGroup): string =>
    [filing?.scheme && t(`scheme.${filing.scheme}`), filing && formatDate(filing.on, language)].join(' · ');
  return (
    <>
      <Choice
        name="applicationId"
        label={t('application')}
        value={applicationId}
        options={[
          [newOption, t('application.new')],
          ...applications.map((group) => [group.id, labelOf(group)] as const),
        ]}
        onChoose={setApplicationId}
      />
      {applicationId === newOption && (
        <Choice
          name="scheme"
          label={t('scheme')}
          options={compensationSchemes.map((scheme) => [scheme, t(`scheme.${scheme}`)])}
        />
      )}
      {application !== undefined && (
        <StageChoice
          // The chosen application has been filed already.
          of={compensationStages.filter((stage) => stage !== 'filed')}
          // The prefilled stage belongs to the prefilled application, and to no other.
          value={prefilled?.applicationId === applicationId ? prefilled?.stage : undefined}
        />
      )}
      <Choice
        // If another application is chosen, the field is drawn anew with the forum of that application.
        key={`forum ${applicationId}`}
        name="forum"
        label={t('forum')}
        value={lastForum ?? ''}
        options={[
          ['', t('notTold')],
          ...compensationForums.map((forum) => [forum, t(`forum.${forum}`)] as const),
        ]}
      />
      <RupeesField name="amount" label={t('event.amount')} isOptional />
    </>
  );
}

/** The fields of an event of a matter before police and courts (a proceeding). */
export function ProceedingFields({ events, prefilled }: FieldsProps<'proceeding'>) {
  const language = useLanguage();
  // The step and the day of the matter's first event.
  const labelOf = ({ events: [first] }: EventGroup): string =>
    [first?.step && t(`step.${first.step}`), first && formatDate(first.on, language)].join(' · ');
  const matters = mattersOf(events);
  return (
    <>
      <Choice
        name="proceedingId"
        label={t('matter')}
        value={firstChoice(prefilled, prefilled?.proceedingId, matters)}
        options={[
          ...matters.map((group) => [group.id, labelOf(group)] as const),
          [newOption, t('matter.new')],
        ]}
      />
      <Choice
        name="step"
        label={t('step')}
        value={prefilled?.step}
        options={proceedingSteps.map((step) => [step, t(`step.${step}`)])}
      />
      <DateField name="nextOn" label={t('nextOn')} isOptional />
      <fieldset class="wide">
        <legend>
          {t('laws')} <small>({designText('design.optional')})</small>
        </legend>
        {laws.map((law) => (
          <Tick key={law} name="laws" value={law} label={t(`law.${law}`)} />
        ))}
      </fieldset>
    </>
  );
}
