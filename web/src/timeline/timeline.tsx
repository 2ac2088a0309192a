import { formatDate, formatRupees } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import type { CaseEvent } from './case-event.ts';
import { t } from './text.ts';
import './timeline.css';

/** What happened in a case, the earliest first. */
export function Timeline({ events }: { readonly events: readonly CaseEvent[] }) {
  const language = useLanguage();
  if (events.length === 0) return <p class="soft">{t('timeline.empty')}</p>;
  return (
    <ol class="timeline">
      {events.map((event) => (
        <li key={event.id}>
          <strong>{formatDate(event.on, language)}</strong> · {t(`event.${event.type}`)}
          <Details event={event} />
        </li>
      ))}
    </ol>
  );
}

function Details({ event }: { readonly event: CaseEvent }) {
  const language = useLanguage();
  const said = [
    event.service && t(`service.${event.service}`),
    event.entitlement && t(`entitlement.${event.entitlement}`),
    event.scheme && t(`scheme.${event.scheme}`),
    event.stage && t(`stage.${event.stage}`),
    event.status && t(`became.${event.status}`),
    event.amountPaise !== undefined && formatRupees(event.amountPaise),
    event.due !== undefined && t('due.by', { date: formatDate(event.due, language) }),
    event.done === true && t('done'),
    event.to,
    event.provider,
    event.reason,
    event.text,
  ].filter((part) => typeof part === 'string');
  return <p>{said.join(' · ')}</p>;
}
