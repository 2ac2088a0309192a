import type { ComponentChildren } from 'preact';
import { NoticeHeard } from '../consent/notice-heard.tsx';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Cases } from './cases-part.tsx';
import { Children, Offices } from './children-and-offices.tsx';
import { LeftOut } from './left-out.tsx';
import { consentFor, type MemberRecord, type Purpose } from './member-record.ts';
import { Money } from './money.tsx';
import { Requests } from './requests-part.tsx';
import { sentencesOf } from './sentences.ts';
import { Talks } from './talks-part.tsx';
import { t } from './text.ts';
import { Unfolding } from './unfolding.tsx';
import { WhoLooked } from './who-looked.tsx';

/** What she chose for a printed record. */
type PrintChoice = {
  /** Whether her name and phone number are on it. */
  readonly hasName: boolean;
  /** Whether her past, which is what she survived, is on it. */
  readonly hasPast: boolean;
};

type RecordViewProps = {
  readonly record: MemberRecord;
  /**
   * Given if the record is printed for the woman to take away: all is unfolded, and no organisation is named.
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
  // A screen shows all.
  const { hasName, hasPast } = printed ?? { hasName: true, hasPast: true };
  const servicesActions = actionsFor('services');
  return (
    <>
      <section>
        <h2>{t('record.services')}</h2>
        <p>{t('record.services.why')}</p>
        <LastConsent record={record} purpose="services" isPrinted={isPrinted} />
        <Sentences record={record} isPrinted={isPrinted} hasName={hasName} hasPast={hasPast} />
        <Money record={record} isPrinted={isPrinted} />
        <Children record={record} />
        <Offices record={record} />
        {/* In talks she told of her life, so a paper without her past has no talks. */}
        {hasPast && <Talks record={record} isPrinted={isPrinted} />}
        <Cases record={record} isPrinted={isPrinted} hasPast={hasPast} />
      </section>
      {/* A section of its own, since it ends all services: below her cases it would seem to end only these. */}
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

/** Her newest answer about a purpose: since when she agrees or refuses, who said so, and what was read to her. */
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

/** The fields of her record in sentences. Her past is apart from them. */
function Sentences({
  record,
  isPrinted,
  hasName,
  hasPast,
}: PrintChoice & { readonly record: MemberRecord; readonly isPrinted: boolean }) {
  const language = useLanguage();
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
        <Unfolding label={t('record.past')} isOpen={isPrinted}>
          <p>{t(`record.past.${category}`)}</p>
        </Unfolding>
      )}
    </>
  );
}
