import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { SentByPhone } from '../../../../functions/areas/members/definition.ts';
import { greatestAge, guardians, isDoubtfulYear, needsGuardian } from '../../consent/giver.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { consentCatalogue, t as consentText } from '../../consent/text.ts';
import { YearQuestion } from '../../consent/year-question.tsx';
import { requiredOneOf } from '../../design/fields/one-of.ts';
import { loadCatalogue } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { requestOf } from '../outbox/operation.ts';
import { t as leaderText } from '../text.ts';
import { collectives, type Enrolment, enrolments, members } from '../workspace/row-kinds.ts';
import { enrolCatalogue, t } from './text.ts';

// In the order in which they are offered.
const genders = ['female', 'transgender', 'male', 'undisclosed'] as const;
const categories = ['trafficking_survivor', 'cse_survivor', 'undisclosed'] as const;

/** Consent comes before the name, and the birth year before consent, since somebody else must consent for a girl under 18. */
const questionsOf = (isMinor: boolean) =>
  [
    'birthYear',
    ...(isMinor ? (['guardian'] as const) : []),
    'services',
    'reporting',
    'name',
    'phone',
    'gender',
    'category',
    'check',
  ] as const;

/** 6 to 20 digits, spaces and hyphens, with a digit at both ends; before them a plus sign or nothing. Such as `+91 98480-12345`. */
const phonePattern = /^\+?[0-9][0-9 -]{4,18}[0-9]$/;

/** The leader's screens that enrol a member; loaded with their texts when they are first opened. */
export async function loadEnrol() {
  await Promise.all([loadCatalogue(enrolCatalogue), loadCatalogue(consentCatalogue)]);
  return Enrol;
}

/** The enrolment of a new member: one question per page, each answer stored at once. Her name is asked after her consent. */
function Enrol({ collectiveId }: { readonly collectiveId: string }) {
  const { workspace, go } = useHere();
  const [draft, setDraft] = useState<Enrolment>(
    () =>
      workspace.rows.get(enrolments, 'draft') ?? {
        id: v7(),
        collectiveId,
        name: '',
        phone: '',
        birthYear: '',
        gender: '',
        category: '',
        // The ids of her two consents.
        servicesId: v7(),
        reportingId: v7(),
        page: 0,
      },
  );
  // The phone holds one draft, which she may have begun for another group.
  const isOfOtherGroup = draft.collectiveId !== collectiveId;
  const collective = workspace.rows.get(collectives, draft.collectiveId);
  const year = Number(draft.birthYear);
  const isPossibleYear =
    /^\d{4}$/.test(draft.birthYear) && year >= 1900 && year <= Number(todayInIndia().slice(0, 4));
  const isMinor = isPossibleYear && needsGuardian(year, todayInIndia());
  const questions = questionsOf(isMinor);
  // `page` counts from 0.
  const question = questions[draft.page] ?? 'check';
  /** Whether she pressed Next with a wrong answer to the question shown. */
  const [isWrong, setWrong] = useState(false);
  const isYearDoubtful = isPossibleYear && isDoubtfulYear(year, todayInIndia());
  /** Whether she pressed Next with a year by which the new member is a small child. */
  const [isYearAsked, setYearAsked] = useState(false);
  const [isStopping, setStopping] = useState(false);
  const change = (part: Partial<Enrolment>) => {
    const changed = { ...draft, ...part };
    setDraft(changed);
    const isNew = workspace.rows.get(enrolments, 'draft') === undefined;
    void workspace.rows.putDraft(enrolments, 'draft', changed);
    // The locked phone shows the number of drafts; only a new draft changes it.
    if (isNew) workspace.storeUnsentWork();
  };
  /** Whether the answer to each question to type in is acceptable. */
  const isRight = {
    // The length in code points, as the server counts it.
    name: draft.name.trim() !== '' && [...draft.name.trim()].length <= 120,
    phone: draft.phone.trim() === '' || phonePattern.test(draft.phone.trim()),
    birthYear: isPossibleYear,
  };
  /** Stores her answer and shows the next question. */
  const next = (part: Partial<Enrolment> = {}) => change({ ...part, page: draft.page + 1 });

  const stop = async () => {
    await workspace.rows.remove(enrolments, 'draft');
    workspace.storeUnsentWork();
    go({ name: 'home' });
  };
  // Fails only if the phone is full, which the frame shows.
  const record = async () => {
    if (collective === undefined) return;
    const on = todayInIndia();
    const consentOf = (answer: { id: string; purpose: 'services' | 'reporting'; given: boolean }) => ({
      ...answer,
      on,
      method: 'spoken' as const,
      noticeVersion,
      ...(isMinor && draft.guardian !== undefined ? { givenBy: draft.guardian } : {}),
    });
    await workspace.record({
      id: draft.id,
      what: 'member',
      ...requestOf('POST /api/members', {
        body: {
          id: draft.id,
          name: draft.name.trim(),
          phone: draft.phone.trim() || undefined,
          birthYear: year,
          gender: requiredOneOf(genders, draft.gender),
          category: requiredOneOf(categories, draft.category),
          district: collective.district,
          mandal: collective.mandal,
          collectiveId: collective.id,
          joinedOn: on,
          consents: [
            // Without consent to services she does not get past its question.
            consentOf({ id: draft.servicesId, purpose: 'services', given: true }),
            consentOf({ id: draft.reportingId, purpose: 'reporting', given: draft.reporting === true }),
          ],
          children: [],
        } satisfies Readonly<Record<SentByPhone, unknown> & Record<string, unknown>>,
      }),
      entities: [draft.id],
    });
    await workspace.rows.put(members, draft.id, {
      id: draft.id,
      name: draft.name.trim(),
      collectiveId: collective.id,
      // Until the server has recorded her.
      version: 0,
      joinedOn: on,
      savingsPaise: 0,
      loans: [],
    });
    await workspace.rows.remove(enrolments, 'draft');
    go({ name: 'saved' });
  };

  const typedQuestion = (field: 'name' | 'phone' | 'birthYear', mode: 'text' | 'tel' | 'numeric') => (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setWrong(!isRight[field]);
        const asksYear = field === 'birthYear' && isYearDoubtful;
        setYearAsked(asksYear);
        if (isRight[field] && !asksYear) next();
      }}
    >
      <label class="field">
        {t(`enrol.${field}`)}
        <input
          inputMode={mode}
          autoComplete="off"
          aria-invalid={isWrong}
          value={draft[field]}
          onInput={({ currentTarget }) => change({ [field]: currentTarget.value })}
        />
      </label>
      {isWrong && (
        <p class="error" role="alert">
          {t(`enrol.${field}Wrong`)}
        </p>
      )}
      {field === 'birthYear' && isYearAsked && isYearDoubtful && (
        <YearQuestion birthYear={year} age={greatestAge(year, todayInIndia())} onRight={() => next()} />
      )}
      <button type="submit" class="primary">
        {t('enrol.next')}
      </button>
    </form>
  );
  const choiceQuestion = <Value extends string>(
    field: 'gender' | 'category',
    values: readonly Value[],
    label: (value: Value) => string,
  ) => (
    <>
      <p>{t(`enrol.${field}`)}</p>
      {values.map((value) => (
        <button
          type="button"
          class="choice"
          key={value}
          aria-pressed={draft[field] === value}
          onClick={() => next({ [field]: value })}
        >
          {label(value)}
        </button>
      ))}
    </>
  );
  const consentQuestion = (field: 'services' | 'reporting') => (
    <>
      <p>{isMinor ? consentText('giver.readAloud') : t('enrol.readAloud')}</p>
      <blockquote class="spoken">
        <p>{consentText(`notice.${noticeVersion}.${field}`)}</p>
        {field === 'services' && <p>{consentText(`notice.${noticeVersion}.rights`)}</p>}
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

  const guardianQuestion = () => (
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

  return (
    // A new key for each question: the focus moves to the heading again.
    <Frame title={t('enrol.title')} back={{ name: 'home' }} key={question}>
      {isOfOtherGroup && <p class="warning">{leaderText('waiting.draftFirst')}</p>}
      {collective === undefined && <p class="warning">{leaderText('gone.explain')}</p>}
      <p class="part">
        <strong>{collective?.name}</strong>{' '}
        {t('enrol.step', { step: draft.page + 1, steps: questions.length })}
        {draft.page > 0 && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              setWrong(false);
              change({ page: draft.page - 1 });
            }}
          >
            {t('enrol.previous')}
          </button>
        )}
      </p>
      {question === 'birthYear' && typedQuestion('birthYear', 'numeric')}
      {question === 'guardian' && guardianQuestion()}
      {question === 'services' && consentQuestion('services')}
      {question === 'reporting' && consentQuestion('reporting')}
      {question === 'name' && typedQuestion('name', 'text')}
      {question === 'phone' && typedQuestion('phone', 'tel')}
      {question === 'gender' && choiceQuestion('gender', genders, (value) => t(`gender.${value}`))}
      {question === 'category' && choiceQuestion('category', categories, (value) => t(`category.${value}`))}
      {question === 'check' && (
        <>
          <ul class="plain">
            <li>{collective?.name}</li>
            <li>{draft.name}</li>
            {draft.phone !== '' && <li>{draft.phone}</li>}
            <li>{draft.birthYear}</li>
            {/* At most one word each: the draft holds any text, and an unknown one is not shown. */}
            <li>{genders.filter((value) => value === draft.gender).map((value) => t(`gender.${value}`))}</li>
            <li>
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
            onClick={() => void record().catch(() => {})}
          >
            {leaderText('check.record')}
          </button>
        </>
      )}
      {isStopping ? (
        <button type="button" class="second danger" onClick={() => void stop()}>
          {t('enrol.stopSure')}
        </button>
      ) : (
        <button type="button" class="quiet" onClick={() => setStopping(true)}>
          {leaderText('enrol.stop')}
        </button>
      )}
    </Frame>
  );
}
