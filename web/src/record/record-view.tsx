import type { ComponentChildren } from 'preact';
import { NoticeHeard } from '../consent/notice-heard.tsx';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { t as memberText } from '../members/text.ts';
import { GoalWords } from '../talks/goal-words.tsx';
import { standingGoal, talksThatCount } from '../talks/talk.ts';
import { TalkWords } from '../talks/talk-words.tsx';
import { t as talkText } from '../talks/text.ts';
import { t as timelineText } from '../timeline/text.ts';
import { listedEventsOf, Timeline } from '../timeline/timeline.tsx';
import { LeftOut } from './left-out.tsx';
import { type Consent, consentFor, type MemberRecord, type Purpose } from './member-record.ts';
import { Money } from './money.tsx';
import { sentencesOf } from './sentences.ts';
import { t } from './text.ts';
import { Unfolding } from './unfolding.tsx';
import { WhoLooked } from './who-looked.tsx';

/** What she chose for a printed record. */
type PrintChoice = { readonly hasName: boolean; readonly hasPast: boolean };

/** On a screen all is shown. */
const shownParts = (printed: PrintChoice | undefined): PrintChoice =>
  printed ?? { hasName: true, hasPast: true };

type RecordViewProps = {
  readonly record: MemberRecord;
  /**
   * Given if the record is printed for the woman to take away: all is unfolded, and no organisation is named. She chose whether her name, with her phone
   * number, and her past (what she survived) are on it.
   */
  readonly printed?: PrintChoice;
  /** What she can do about a purpose. */
  readonly actionsFor?: (purpose: Purpose) => ComponentChildren;
};

/**
 * The record that is kept of a woman, shown to her on desk and phone in sentences that can be read aloud: what is kept for each purpose of her
 * consent, and who looked at it.
 */
export function RecordView({ record, printed, actionsFor = () => null }: RecordViewProps) {
  const isPrinted = printed !== undefined;
  const { hasPast } = shownParts(printed);
  const servicesActions = actionsFor('services');
  return (
    <>
      <section>
        <h2>{t('record.services')}</h2>
        <p>{t('record.services.why')}</p>
        <LastConsent record={record} purpose="services" isPrinted={isPrinted} />
        <Sentences record={record} printed={printed} />
        <Money record={record} isPrinted={isPrinted} />
        <Children record={record} />
        <Offices record={record} />
        {/* In talks she told of her life, so a paper without her past has no talks. */}
        {hasPast && <Talks record={record} isPrinted={isPrinted} />}
        <Cases record={record} printed={printed} />
      </section>
      {/* A section of its own: below her cases, this action would seem to end only the cases. But it ends all services. */}
      {servicesActions !== null && <section>{servicesActions}</section>}
      {(['reporting', 'sharing'] as const).map((purpose) => {
        const isGiven = consentFor(record.consents, purpose)?.given === true;
        return (
          <section key={purpose}>
            <h2>{t(`record.${purpose}`)}</h2>
            <p>{t(`record.${purpose}.${isGiven ? 'given' : 'not'}`)}</p>
            <LastConsent record={record} purpose={purpose} isPrinted={isPrinted} />
            {actionsFor(purpose)}
          </section>
        );
      })}
      <section>
        <h2>{t('record.looked')}</h2>
        <WhoLooked readings={record.readings} since={record.readingsSince} />
      </section>
      <section>
        <h2>{t('record.requests')}</h2>
        <Requests record={record} />
        <LeftOut count={record.requestsLeftOut} />
      </section>
      <p class={isPrinted ? '' : 'notice'}>{t(isPrinted ? 'record.morePrinted' : 'record.more')}</p>
    </>
  );
}

/** Since when she agrees, who said so, and what was read to her. */
function LastConsent({
  record,
  purpose,
  isPrinted,
}: {
  readonly record: MemberRecord;
  readonly purpose: Purpose;
  readonly isPrinted: boolean;
}) {
  const language = useLanguage();
  const consent = consentFor(record.consents, purpose);
  if (consent === undefined) return <p>{t('record.neverAsked')}</p>;
  const date = formatDate(consent.on, language);
  return (
    <>
      <p>{consent.given ? t(`record.agreed.${consent.givenBy}`, { date }) : t('record.refused', { date })}</p>
      {/* No notice on paper, since the notice names the organisation. None after a refusal either, since the notice ends with her agreement. */}
      {!isPrinted && consent.given && (
        <Unfolding label={t('record.heard')}>
          <NoticeHeard version={consent.noticeVersion} purpose={purpose} />
        </Unfolding>
      )}
    </>
  );
}

function Sentences({
  record,
  printed,
}: {
  readonly record: MemberRecord;
  readonly printed: RecordViewProps['printed'];
}) {
  const language = useLanguage();
  const { hasName, hasPast } = shownParts(printed);
  const { category } = record.member;
  return (
    <>
      <ul class="plain">
        {sentencesOf(record, hasName, language).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {/* Folded, so that nobody reads it over her shoulder, and so that the page read aloud leaves it out. */}
      {hasPast && category !== undefined && (
        <Unfolding label={t('record.past')} isOpen={printed !== undefined}>
          <p>{t(`record.past.${category}`)}</p>
        </Unfolding>
      )}
    </>
  );
}

function Children({ record: { children = [] } }: { readonly record: MemberRecord }) {
  const language = useLanguage();
  if (children.length === 0) return null;
  return (
    <>
      <h3>{t('record.children')}</h3>
      <ul class="plain">
        {children.map(({ id, gender, birthYear, schooling, takenBack }) => (
          <li key={id}>
            <TakenBack reversal={takenBack}>{t(`record.child.${gender}`, { year: birthYear })}</TakenBack>
            {schooling.map(
              ({ id: observationId, on, status, stage, reason, takenBack: observationTakenBack }) => (
                <span class="part" key={observationId}>
                  <TakenBack reversal={observationTakenBack}>
                    {[
                      t(`record.school.${status}`, { date: formatDate(on, language) }),
                      ...(stage === undefined ? [] : [memberText(`schoolStage.${stage}`)]),
                      ...(reason === undefined
                        ? []
                        : [t('record.school.why', { reason: memberText(`schoolReason.${reason}`) })]),
                    ].join(' · ')}
                  </TakenBack>
                </span>
              ),
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Offices({ record: { offices = [] } }: { readonly record: MemberRecord }) {
  const language = useLanguage();
  if (offices.length === 0) return null;
  return (
    <>
      <h3>{t('record.offices')}</h3>
      <ul class="plain">
        {offices.map(({ id, body, office, from, to, takenBack }) => {
          const words = {
            office: t(`record.office.${office}`),
            body: t(`record.body.${body}`),
            from: formatDate(from, language),
          };
          return (
            <li key={id}>
              <TakenBack reversal={takenBack}>
                {to === undefined
                  ? t('record.office', words)
                  : t('record.officeEnded', { ...words, to: formatDate(to, language) })}
              </TakenBack>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Her goal, and what she said in each talk: folded, so that nobody reads it over her shoulder. */
function Talks({
  record: { talks = [], talksLeftOut },
  isPrinted,
}: {
  readonly record: MemberRecord;
  readonly isPrinted: boolean;
}) {
  const language = useLanguage();
  if (talks.length === 0) return null;
  const goal = standingGoal(talksThatCount(talks));
  return (
    <>
      <h3>{t('record.talks')}</h3>
      {goal !== undefined && (
        <Unfolding label={t('record.goal')} isOpen={isPrinted}>
          <GoalWords goal={goal} />
        </Unfolding>
      )}
      {talks.map((one) => {
        // Undefined if the talk was taken back: then only its day is shown.
        const [talkThatCounts] = talksThatCount([one]);
        const date = formatDate(one.on, language);
        return (
          <div key={one.id}>
            <TakenBack reversal={one.takenBack}>{t('record.talk', { date })}</TakenBack>
            {talkThatCounts !== undefined && (
              <Unfolding label={t('record.talk.said', { date })} isOpen={isPrinted}>
                <TalkWords talk={talkThatCounts} />
              </Unfolding>
            )}
          </div>
        );
      })}
      <LeftOut count={talksLeftOut} />
    </>
  );
}

function Cases({
  record: { cases, casesLeftOut },
  printed,
}: {
  readonly record: MemberRecord;
  readonly printed: RecordViewProps['printed'];
}) {
  const language = useLanguage();
  const isPrinted = printed !== undefined;
  const { hasPast } = shownParts(printed);
  if (cases.length === 0) return null;
  return (
    <>
      <h3>{t('record.cases')}</h3>
      {cases.map(({ id, kind, code, openedOn, status, incident, events, eventsLeftOut }) => (
        <div key={id}>
          <p>
            {t('record.case', {
              kind: t(`record.case.${kind}`),
              code,
              date: formatDate(openedOn, language),
              status: timelineText(`became.${status}`),
            })}
          </p>
          {incident !== undefined && hasPast && (
            <Unfolding label={t('record.case.what')} isOpen={isPrinted}>
              <p>{talkText(`incident.${incident}`)}</p>
            </Unfolding>
          )}
          <CaseEvents events={events} isPrinted={isPrinted} />
          <LeftOut count={eventsLeftOut} />
        </div>
      ))}
      <LeftOut count={casesLeftOut} />
    </>
  );
}

/** The events of one of her cases, folded: how many are listed, and the list, which does not show who recorded them. */
function CaseEvents({
  events,
  isPrinted,
}: {
  readonly events: MemberRecord['cases'][number]['events'];
  readonly isPrinted: boolean;
}) {
  // A safety plan says where she goes in danger. It is printed separately, on a paper that nobody would take for one. This paper must not even hint at it.
  const shownEvents = isPrinted ? events.filter(({ type }) => type !== 'safety_plan') : events;
  const { length: count } = listedEventsOf(shownEvents);
  if (count === 0) return null;
  return (
    <Unfolding label={t('record.case.events', { count })} isOpen={isPrinted}>
      <Timeline events={shownEvents} recorderOf={() => undefined} />
    </Unfolding>
  );
}

/** Whether a withdrawal was answered by her own new consent: then the answer has the consent's day, and no text. */
const isAgreement = (
  kind: MemberRecord['requests'][number]['kind'],
  { step, on, text }: MemberRecord['requests'][number]['steps'][number],
  consents: readonly Consent[],
): boolean =>
  kind === 'withdrawal' &&
  step === 'answered' &&
  !text &&
  consents.some((consent) => consent.purpose === 'services' && consent.given && consent.on === on);

function Requests({ record: { requests, consents } }: { readonly record: MemberRecord }) {
  const language = useLanguage();
  if (requests.length === 0) return <p>{t('record.requests.none')}</p>;
  return (
    <ul class="plain">
      {requests.map(({ id, kind, on, dueOn, status, text, steps, takenBack }) => (
        <li key={id}>
          <TakenBack reversal={takenBack}>
            {t('record.request', { kind: t(`record.ask.${kind}`), on: formatDate(on, language) })}
          </TakenBack>
          {text && <span class="part">{text}</span>}
          {status === 'open' && takenBack === undefined && (
            <strong class="part">{t('record.request.due', { due: formatDate(dueOn, language) })}</strong>
          )}
          {steps.map((step) => (
            <span class="part" key={step.id}>
              {t(`record.step.${isAgreement(kind, step, consents) ? 'agreedAgain' : step.step}`, {
                on: formatDate(step.on, language),
              })}
              {step.text && `: ${step.text}`}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Shows `children` struck through, with the day of the reversal; without a reversal just as they are. */
function TakenBack({
  reversal,
  children,
}: {
  readonly reversal: { readonly on: string } | undefined;
  readonly children: ComponentChildren;
}) {
  const language = useLanguage();
  if (reversal === undefined) return <>{children}</>;
  return (
    <>
      <del>{children}</del>{' '}
      <span class="part">{t('record.takenBack', { date: formatDate(reversal.on, language) })}</span>
    </>
  );
}
