import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { waysOfSaying } from '../../../../functions/shared/kinds/member-words.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { greatestAge, guardians, isDoubtfulYear, needsGuardian } from '../../consent/giver.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { YearQuestion } from '../../consent/year-question.tsx';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, NumberField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, textOf } from '../../design/fields/form-data.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { memberFieldsOf } from './desk-fields.ts';
import { GiverChoice } from './giver-choice.tsx';
import { MemberFields } from './member-fields.tsx';
import { ReadNotice } from './read-notice.tsx';

type EnrolProps = { readonly api: Api; readonly onEnrolled: (id: string) => void };

/** The answers on which later fields depend, as typed. */
type Answers = {
  readonly joinedOn: string;
  readonly birthYear: string;
  /** The year of birth that was asked about and confirmed; empty before. */
  readonly confirmedYear: string;
  /** Whether she consents to the services; undefined until answered. */
  readonly services: 'given' | 'refused' | undefined;
};

const initialAnswers = (): Answers => ({
  joinedOn: todayInIndia(),
  birthYear: '',
  confirmedYear: '',
  services: undefined,
});

/** The answers on which later fields depend, and what follows from them. */
function useAnswers() {
  const [answers, setAnswers] = useState(initialAnswers);
  // False until all four digits of the year are typed.
  const isYear = /^\d{4}$/.test(answers.birthYear);
  const birthYear = Number(answers.birthYear);
  const change = (part: Partial<Answers>): void => setAnswers((previous) => ({ ...previous, ...part }));
  return {
    services: answers.services,
    birthYear,
    /** The greatest age that she may have, in whole years. */
    age: Math.max(0, greatestAge(birthYear, answers.joinedOn)),
    isMinor: isYear && needsGuardian(birthYear, answers.joinedOn),
    /** Whether to ask if the year is right. */
    asksYear:
      isYear && isDoubtfulYear(birthYear, answers.joinedOn) && answers.confirmedYear !== answers.birthYear,
    change,
    confirmYear: () => change({ confirmedYear: answers.birthYear }),
    reset: () => setAnswers(initialAnswers()),
  };
}

/**
 * The desk's form that enrols a new member. First she hears the notice and consents, or a guardian does for a girl; only
 * then the form asks for her name.
 */
export function Enrol({ api, onEnrolled }: EnrolProps) {
  const collectives = useRead(['collectives'], () => readList(api, 'GET /api/collectives', {}));
  const answers = useAnswers();
  const { isMinor, asksYear } = answers;
  // A repeated attempt sends the same ids, so that each consent is stored only once.
  const consentIds = useRef({ services: v7(), reporting: v7() });
  const hasConsented = answers.services === 'given';
  const enrol = async (data: FormData, id: string) => {
    const fields = memberFieldsOf(data);
    const consents = consentsOf(data, { ids: consentIds.current, on: fields.joinedOn, isMinor });
    await api.request('POST /api/members', { body: { id, ...fields, consents, children: [] } });
    consentIds.current = { services: v7(), reporting: v7() };
    answers.reset();
    onEnrolled(id);
  };
  return (
    <Reading of={collectives}>
      {({ items }) => (
        <Form label="member.new" isReady={hasConsented && !asksYear} onSend={enrol}>
          <DateField
            name="joinedOn"
            label={t('joinedOn')}
            value={todayInIndia()}
            max={todayInIndia()}
            onDate={(joinedOn) => answers.change({ joinedOn })}
          />
          <NumberField
            name="birthYear"
            label={t('birthYear')}
            onType={(birthYear) => answers.change({ birthYear })}
          />
          {asksYear && (
            <YearQuestion birthYear={answers.birthYear} age={answers.age} onRight={answers.confirmYear} />
          )}
          {isMinor && !asksYear && <GiverChoice isMinor />}
          <ReadNotice purposes={['services', 'reporting']} isMinor={isMinor} />
          <ConsentChoices
            services={answers.services}
            onServices={(services) => answers.change({ services })}
          />
          <Choice
            name="method"
            label={t('method')}
            options={waysOfSaying.map((method) => [method, t(`method.${method}`)])}
          />
          {hasConsented ? (
            <MemberFields collectives={items} omit={['birthYear', 'joinedOn']} />
          ) : (
            <p class="soft field wide">{t('consent.first')}</p>
          )}
        </Form>
      )}
    </Reading>
  );
}

/** Whether she consents to each purpose. Only the consent to the services decides whether the form goes on. */
function ConsentChoices({
  services,
  onServices,
}: {
  readonly services: Answers['services'];
  readonly onServices: (services: Answers['services']) => void;
}) {
  const options = [
    ['refused', t('consent.refused')],
    ['given', t('given')],
  ] as const;
  return (
    <>
      <Choice
        name="services"
        label={t('purpose.services')}
        value={services}
        onChoose={(chosen) => onServices(chosen === 'given' ? 'given' : 'refused')}
        options={options}
      />
      <Choice name="reporting" label={t('purpose.reporting')} options={options} />
    </>
  );
}

/** Reads her answers to both purposes from the sent form, for the API. @param on the day on which she joined and answered */
function consentsOf(
  data: FormData,
  {
    ids,
    on,
    isMinor,
  }: {
    readonly ids: Readonly<Record<'services' | 'reporting', string>>;
    readonly on: string;
    readonly isMinor: boolean;
  },
) {
  const consentTo = (purpose: 'services' | 'reporting') => ({
    id: ids[purpose],
    purpose,
    given: textOf(data, purpose) === 'given',
    on,
    method: requiredChoiceOf(data, 'method', waysOfSaying),
    noticeVersion,
    givenBy: isMinor ? requiredChoiceOf(data, 'givenBy', guardians) : ('self' as const),
  });
  return [consentTo('services'), consentTo('reporting')];
}
