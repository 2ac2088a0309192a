import { useState } from 'preact/hooks';
import { t as consentText } from '../../consent/text.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { members } from '../row-kinds.ts';
import { t as sheetText } from '../sheet/text.ts';
import { t as leaderText } from '../text.ts';
import { ConsentQuestion, GuardianQuestion } from './consent-questions.tsx';
import { IsItShe } from './is-it-she.tsx';
import { likelyWomen } from './likely-women.ts';
import { BirthYearQuestion, ChoiceQuestion, TypedQuestion } from './questions.tsx';
import { categories, genders, recordEnrolment, removeDraft } from './record-enrolment.ts';
import { t } from './text.ts';
import { isTyped, typedFields, typedText } from './typed-texts.ts';
import { type EnrolmentInProgress, useEnrolment } from './use-enrolment.ts';

/** The enrolment of a new member: one question per page, each answer stored at once. The name is asked after the consent. */
export function Enrol({ collectiveId }: { readonly collectiveId: string }) {
  const enrolment = useEnrolment(collectiveId);
  const { draft, collective, question } = enrolment;
  // This state is above the frame, since the frame is drawn anew for each question.
  const [isYearAsked, setYearAsked] = useState(false);
  return (
    // A new key for each question: the focus moves to the heading again.
    <Frame title={t('enrol.title')} back={{ name: 'home' }} key={question}>
      {/* The phone holds one draft, which she may have begun for another group. */}
      {draft.collectiveId !== collectiveId && <p class="warning">{t('enrol.draftFirst')}</p>}
      {collective === undefined && <p class="warning">{leaderText('gone.explain')}</p>}
      <Progress enrolment={enrolment} />
      {question === 'birthYear' && (
        <BirthYearQuestion enrolment={enrolment} isAsked={isYearAsked} onAsked={setYearAsked} />
      )}
      {question === 'guardian' && <GuardianQuestion enrolment={enrolment} />}
      {(question === 'services' || question === 'reporting') && (
        <ConsentQuestion enrolment={enrolment} field={question} />
      )}
      {isTyped(question) && (
        <TypedQuestion enrolment={enrolment} field={question} mode={typedText(question).mode} />
      )}
      {question === 'gender' && (
        <ChoiceQuestion
          enrolment={enrolment}
          field="gender"
          values={genders}
          labelOf={(value) => t(`gender.${value}`)}
        />
      )}
      {question === 'category' && (
        <ChoiceQuestion
          enrolment={enrolment}
          field="category"
          values={categories}
          labelOf={(value) => t(`category.${value}`)}
        />
      )}
      {question === 'check' && <CheckAnswers enrolment={enrolment} />}
      <Stop />
    </Frame>
  );
}

/** The new member's group, the number of the question, and the way back to the question before. */
function Progress({
  enrolment: { draft, collective, steps, previous },
}: {
  readonly enrolment: EnrolmentInProgress;
}) {
  return (
    <p class="part">
      <strong>{collective?.name}</strong> {t('enrol.step', { step: draft.page + 1, steps })}
      {draft.page > 0 && (
        <button type="button" class="quiet" onClick={previous}>
          {t('enrol.previous')}
        </button>
      )}
    </p>
  );
}

/** All answers, and the button that records them. If a member has a similar name, it first asks whether the new member is that woman. */
function CheckAnswers({ enrolment }: { readonly enrolment: EnrolmentInProgress }) {
  const { workspace, go } = useHere();
  const { draft, collective, isMinor } = enrolment;
  const [isNew, setNew] = useState(false);
  const women = isNew ? [] : likelyWomen(workspace.rows.all(members), draft.name);
  const record = async () => {
    if (collective === undefined) return;
    await recordEnrolment(workspace, enrolment, collective);
    go({ name: 'saved' });
  };
  if (women.length > 0) return <IsItShe women={women} onOther={() => setNew(true)} />;
  return (
    <>
      <ul class="plain">
        <li>{collective?.name}</li>
        {typedFields.map((field) => draft[field] !== '' && <li key={field}>{draft[field]}</li>)}
        <li>
          {t('enrol.born')}: {draft.birthYear}
        </li>
        {/* The draft may hold any text. `filter` finds the value that it is; if it is none, no word is shown. */}
        <li>
          {t('enrol.gender')}{' '}
          {genders.filter((value) => value === draft.gender).map((value) => t(`gender.${value}`))}
        </li>
        <li>
          {t('enrol.survived')}:{' '}
          {categories.filter((value) => value === draft.category).map((value) => t(`category.${value}`))}
        </li>
        {isMinor && draft.guardian !== undefined && (
          <li>
            {consentText('giver.agreed')}: {consentText(`giver.${draft.guardian}`)}
          </li>
        )}
        <li>{draft.reporting ? t('enrol.counted') : t('enrol.notCounted')}</li>
      </ul>
      <button
        type="button"
        class="primary"
        disabled={collective === undefined}
        // Recording fails only if the phone is full, which the frame shows.
        onClick={() => void record().catch(() => {})}
      >
        {sheetText('check.record')}
      </button>
    </>
  );
}

/** The button that stops the enrolment and removes the answers, at the second press. */
function Stop() {
  const { workspace, go } = useHere();
  // Each question draws this button anew, so after the next question she is asked again whether she is sure.
  const [isStopping, setStopping] = useState(false);
  const stop = async () => {
    await removeDraft(workspace);
    go({ name: 'home' });
  };
  return isStopping ? (
    <button type="button" class="second danger" onClick={() => void stop()}>
      {t('enrol.stopSure')}
    </button>
  ) : (
    <button type="button" class="quiet" onClick={() => setStopping(true)}>
      {leaderText('enrol.stop')}
    </button>
  );
}
