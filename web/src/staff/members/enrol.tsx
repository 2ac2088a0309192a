import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { waysOfSaying } from '../../../../functions/domain/member-words.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { guardians, needsGuardian } from '../../consent/giver.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { DateField } from '../../design/date-field.tsx';
import { Choice, NumberField } from '../../design/field.tsx';
import { requiredChoiceOf, textOf } from '../../design/form-data.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { GiverChoice } from './giver-choice.tsx';
import { MemberFields, memberFieldsOf } from './member-fields.tsx';
import { ReadNotice } from './read-notice.tsx';

type EnrolProps = { readonly api: Api; readonly onEnrolled: (id: string) => void };

/** The answers that later questions depend on. */
type Answers = { readonly joinedOn: string; readonly birthYear: string; readonly services: string };

const nothingAsked = (): Answers => ({ joinedOn: todayInIndia(), birthYear: '', services: 'refused' });

/**
 * The desk's page that enrols a new member: consent after hearing the notice, by her or somebody else for a girl, and
 * only then her name.
 */
export function Enrol({ api, onEnrolled }: EnrolProps) {
  const collectives = useRead(['collectives'], () => readList(api, 'GET /api/collectives', {}));
  const [answers, setAnswers] = useState(nothingAsked);
  const answer = (part: Partial<Answers>) => setAnswers((before) => ({ ...before, ...part }));
  // Like the member's id, unchanged until something is recorded.
  const consentIds = useRef({ services: v7(), reporting: v7() });
  const isAgreed = answers.services === 'given';
  const isMinor =
    /^\d{4}$/.test(answers.birthYear) && needsGuardian(Number(answers.birthYear), answers.joinedOn);
  return (
    <Reading of={collectives}>
      {({ items }) => (
        <Form
          label="member.new"
          isReady={isAgreed}
          onSend={async (data, id) => {
            const fields = memberFieldsOf(data);
            const consent = (purpose: 'services' | 'reporting') => ({
              id: consentIds.current[purpose],
              purpose,
              given: textOf(data, purpose) === 'given',
              on: fields.joinedOn,
              method: requiredChoiceOf(data, 'method', waysOfSaying),
              noticeVersion,
              givenBy: isMinor ? requiredChoiceOf(data, 'givenBy', guardians) : ('self' as const),
            });
            await api.request('POST /api/members', {
              body: { id, ...fields, consents: [consent('services'), consent('reporting')], children: [] },
            });
            consentIds.current = { services: v7(), reporting: v7() };
            setAnswers(nothingAsked());
            onEnrolled(id);
          }}
        >
          <DateField
            name="joinedOn"
            label={t('joinedOn')}
            value={todayInIndia()}
            max={todayInIndia()}
            onDate={(joinedOn) => answer({ joinedOn })}
          />
          <NumberField
            name="birthYear"
            label={t('birthYear')}
            onType={(birthYear) => answer({ birthYear })}
          />
          {isMinor && <GiverChoice isMinor />}
          <ReadNotice of={['services', 'reporting']} isMinor={isMinor} />
          {(['services', 'reporting'] as const).map((purpose) => (
            <Choice
              key={purpose}
              name={purpose}
              label={t(`purpose.${purpose}`)}
              // No preselected answer: leaving a field alone is not consent.
              value={purpose === 'services' ? answers.services : 'refused'}
              {...(purpose === 'services' ? { onChoose: (services: string) => answer({ services }) } : {})}
              options={[
                ['refused', t('consent.refused')],
                ['given', t('given')],
              ]}
            />
          ))}
          <Choice
            name="method"
            label={t('method')}
            options={waysOfSaying.map((each) => [each, t(`method.${each}`)])}
          />
          {isAgreed ? (
            <MemberFields collectives={items} asked={['birthYear', 'joinedOn']} />
          ) : (
            <p class="soft field wide">{t('consent.first')}</p>
          )}
        </Form>
      )}
    </Reading>
  );
}
