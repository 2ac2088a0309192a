import type { EventFieldName, EventValue } from '../../../functions/shared/kinds/case-events.ts';
import { formatDate, formatRupees } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import type { CaseEvent, EventFields } from './case-event.ts';
import { t } from './text.ts';

type Words<Name extends EventFieldName> = (
  value: NonNullable<EventValue<Name>>,
  language: Language,
) => string;

/** The words for each field of an event, in the order in which they are shown; null for a field that is not shown. */
const wordsOf: { readonly [Name in EventFieldName]: Words<Name> | null } = {
  service: (service) => t(`service.${service}`),
  entitlement: (entitlement) => t(`entitlement.${entitlement}`),
  scheme: (scheme) => t(`scheme.${scheme}`),
  forum: (forum) => t(`forum.${forum}`),
  stage: (stage) => t(`stage.${stage}`),
  step: (step) => t(`step.${step}`),
  laws: (laws) => laws.map((law) => t(`law.${law}`)).join(' · '),
  nextOn: (day, language) => t('next.on', { date: formatDate(day, language) }),
  status: (status) => t(`became.${status}`),
  outcome: (outcome) => t(`outcome.${outcome}`),
  herWord: (word) => t(`herWord.${word}`),
  amountPaise: (amount) => formatRupees(amount),
  due: (day, language) => t('due.by', { date: formatDate(day, language) }),
  // `EventText` calls the event a visit instead.
  done: null,
  to: (place) => place,
  provider: (provider) => provider,
  reason: (reason) => reason,
  text: (text) => text,
  signs: (text) => t('plan.signs', { text }),
  goTo: (text) => t('plan.goTo', { text }),
  call: (text) => t('plan.call', { text }),
  take: (text) => t('plan.take', { text }),
  children: (text) => t('plan.children', { text }),
  applicationId: null,
  proceedingId: null,
  eventId: null,
};

/** The words of a field of an event; empty if the event does not have the field, or does not show it. */
function wordsIn<Name extends EventFieldName>(event: EventFields, name: Name, language: Language): string {
  const value: EventValue<Name> | undefined = event[name];
  // A visit that was made is due no more.
  if (name === 'due' && event.done === true) return '';
  return value === undefined || value === null ? '' : (wordsOf[name]?.(value, language) ?? '');
}

const isEventField = (name: string): name is EventFieldName => name in wordsOf;

/** The fields of an event in words, without its type and its day. */
export function EventDetails({ event }: { readonly event: CaseEvent }) {
  const language = useLanguage();
  const details = Object.keys(wordsOf)
    .filter(isEventField)
    .map((name) => wordsIn(event, name, language))
    .filter((words) => words !== '');
  return details.length === 0 ? null : <span class="details">{details.join(' · ')}</span>;
}
