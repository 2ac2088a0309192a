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
import { GiverChoice } from './giver-choice.tsx';
import { MemberFields, memberFieldsOf } from './member-fields.tsx';
import { ReadNotice } from './read-notice.tsx';

type EnrolProps = { readonly api: Api; readonly onEnrolled: (id: string) => void };

/** The answers on which later fields depend, as typed. `services`: whether she consents to services. */
type Answers = {
  readonly joinedOn: string;
  readonly birthYear: string;
  readonly services: 'given' | 'refused';
};

const initialAnswers = (): Answers => ({ joinedOn: todayInIndia(), birthYear: '', services: 'refused' });

/**
 * The desk's form that enrols a new member. First she hears the notice and consents, or a guardian does for a girl; only
 * then the form asks for her name.
 */
export function Enrol({ api, onEnrolled }: EnrolProps) {
  const collectives = useRead(['collectives'], () => readList(api, 'GET /api/collectives', {}));
  const [answers, setAnswers] = useState(initialAnswers);
  const changeAnswers = (change: Partial<Answers>) => setAnswers((previous) => ({ ...previous, ...change }));
  // A repeated attempt sends the same ids, so that each consent is stored only once.
  const consentIds = useRef({ services: v7(), reporting: v7() });
  const hasConsented = answers.services === 'given';
  // False until all four digits of the year are typed.
  const isYear = /^\d{4}$/.test(answers.birthYear);
  const birthYear = Number(answers.birthYear);
  const isMinor = isYear && needsGuardian(birthYear, answers.joinedOn);
  /** The year that was asked about, and is right. */
  const [rightYear, setRightYear] = useState('');
  const asksYear = isYear && isDoubtfulYear(birthYear, answers.joinedOn) && rightYear !== answers.birthYear;
  return (
    <Reading of={collectives}>
      {({ items }) => (
        <Form
          label="member.new"
          isReady={hasConsented && !asksYear}
          onSend={async (data, id) => {
            const fields = memberFieldsOf(data);
            const consentTo = (purpose: 'services' | 'reporting') => ({
              id: consentIds.current[purpose],
              purpose,
              given: textOf(data, purpose) === 'given',
              on: fields.joinedOn,
              method: requiredChoiceOf(data, 'method', waysOfSaying),
              noticeVersion,
              givenBy: isMinor ? requiredChoiceOf(data, 'givenBy', guardians) : ('self' as const),
            });
            await api.request('POST /api/members', {
              body: {
                id,
                ...fields,
                consents: [consentTo('services'), consentTo('reporting')],
                children: [],
              },
            });
            consentIds.current = { services: v7(), reporting: v7() };
            setAnswers(initialAnswers());
            onEnrolled(id);
          }}
        >
          <DateField
            name="joinedOn"
            label={t('joinedOn')}
            value={todayInIndia()}
            max={todayInIndia()}
            onDate={(joinedOn) => changeAnswers({ joinedOn })}
          />
          <NumberField
            name="birthYear"
            label={t('birthYear')}
            onType={(birthYear) => changeAnswers({ birthYear })}
          />
          {asksYear && (
            <YearQuestion
              birthYear={birthYear}
              age={Math.max(0, greatestAge(birthYear, answers.joinedOn))}
              onRight={() => setRightYear(answers.birthYear)}
            />
          )}
          {isMinor && !asksYear && <GiverChoice isMinor />}
          <ReadNotice purposes={['services', 'reporting']} isMinor={isMinor} />
          {(['services', 'reporting'] as const).map((purpose) => (
            <Choice
              key={purpose}
              name={purpose}
              label={t(`purpose.${purpose}`)}
              // Consent is never preselected: leaving a field untouched is no consent.
              value={purpose === 'services' ? answers.services : 'refused'}
              // Only the consent to the services decides whether the form goes on.
              {...(purpose === 'services'
                ? {
                    onChoose: (chosen: string) =>
                      changeAnswers({ services: chosen === 'given' ? 'given' : 'refused' }),
                  }
                : {})}
              options={[
                ['refused', t('consent.refused')],
                ['given', t('given')],
              ]}
            />
          ))}
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
