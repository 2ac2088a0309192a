import { Fragment } from 'preact';
import { guardians } from '../../consent/giver.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { t as consentText } from '../../consent/text.ts';
import { Listen } from '../../shell/listen.tsx';
import type { QuestionProps } from './questions.tsx';
import { t } from './text.ts';

/** The questions of the enrolment about consent. questions.tsx has the others. */

/** Asks who consents for a girl under 18. At the desk desks/members/giver-choice.tsx asks the same. */
export function GuardianQuestion({ enrolment: { draft, next } }: QuestionProps) {
  return (
    <>
      <p>{consentText('giver.question')}</p>
      {guardians.map((guardian) => (
        <Fragment key={guardian}>
          {guardian === 'guardian' && <p class="warning">{consentText('giver.warning')}</p>}
          <button
            type="button"
            class="choice"
            aria-pressed={draft.guardian === guardian}
            onClick={() => next({ guardian })}
          >
            {consentText(`giver.${guardian}`)}
          </button>
          {guardian === 'child_welfare_committee' && (
            <p class="soft">{consentText('giver.committeeFirst')}</p>
          )}
        </Fragment>
      ))}
    </>
  );
}

/** The paragraphs of the notice about one purpose of consent. */
const noticeTexts = (field: 'services' | 'reporting'): string[] => [
  consentText(`notice.${noticeVersion}.${field}`),
  ...(field === 'services' ? [consentText(`notice.${noticeVersion}.rights`)] : []),
];

/** The notice to read aloud, and the question whether the woman consents, or for a girl whether her guardian does. */
export function ConsentQuestion({
  enrolment: { draft, isMinor, change, next },
  field,
}: QuestionProps & { readonly field: 'services' | 'reporting' }) {
  return (
    <>
      <p>{isMinor ? consentText('giver.readAloud') : t('enrol.readAloud')}</p>
      <blockquote class="spoken">
        {noticeTexts(field).map((text) => (
          <p key={text}>{text}</p>
        ))}
        <Listen lines={() => noticeTexts(field)} />
      </blockquote>
      <button type="button" class="choice" onClick={() => next({ [field]: true })}>
        ✓ {isMinor ? consentText('giver.agreed') : t('enrol.agrees')}
      </button>
      <button
        type="button"
        class="choice"
        // Without consent to services she cannot be enrolled: the question stays, with a warning.
        onClick={() => (field === 'reporting' ? next({ reporting: false }) : change({ services: false }))}
      >
        ✗ {isMinor ? consentText('giver.agreedNot') : t('enrol.agreesNot')}
      </button>
      {field === 'services' && draft.services === false && (
        <p class="warning" role="alert">
          {t('enrol.noServices')}
        </p>
      )}
    </>
  );
}
