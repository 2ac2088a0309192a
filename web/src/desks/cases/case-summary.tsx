import { useState } from 'preact/hooks';
import { ownEventTypes } from '../../../../functions/shared/kinds/case-events.ts';
import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { Tick } from '../../design/fields/tick.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { CaseEvent } from '../../timeline/case-event.ts';
import { countedEvents } from '../../timeline/counted-events.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';

type Member = AnswerOf<'GET /api/members/{id}'>;

/**
 * The events that a summary can contain. Status and follow-up are about our own work, which concerns nobody else; where she goes when she is in
 * danger, nobody but her needs to read.
 */
const summaryTypes = ownEventTypes.filter(
  (type) => type !== 'status' && type !== 'follow_up' && type !== 'safety_plan',
);

type Summary = {
  /** The chosen types of events. */
  readonly types: ReadonlySet<string>;
  /** The member's name; undefined if the caseworker left it out. */
  readonly name: string | undefined;
};

/** Whether the member's newest answer about sharing is a consent. The API gives the member's answers in the order of recording. */
const consentsToSharing = ({ consents }: Member): boolean =>
  consents.findLast(({ purpose }) => purpose === 'sharing')?.given === true;

/**
 * The summary of a case, which a caseworker prints for a lawyer or the legal services authority. She chooses what it
 * contains. Each summary needs the member's consent to sharing, and is noted in the access log.
 */
export function CaseSummary({
  api,
  record,
  events,
}: {
  readonly api: Api;
  readonly record: CaseRecord;
  readonly events: readonly CaseEvent[];
}) {
  const [summary, setSummary] = useState<Summary | 'refused'>();
  const makeSummary = async (data: FormData): Promise<void> => {
    setSummary(undefined);
    const member = await api.request('GET /api/members/{id}', { path: { id: record.memberId } });
    if (!consentsToSharing(member)) {
      setSummary('refused');
      return;
    }
    // This notes the summary in the access log. The API refuses it if the member has not consented.
    await api.request('POST /api/exports', {
      body: { list: 'caseSummary', subjects: [record.id, record.memberId] },
    });
    setSummary({
      types: new Set(data.getAll('parts').map(String)),
      // The API withholds the name from people who may not see it.
      name: data.has('name') ? (member.name ?? undefined) : undefined,
    });
  };
  return (
    <Fold label="summary">
      <Form label="summary" submit="summary.make" done={null} stays="result" onSend={makeSummary}>
        <fieldset class="wide">
          <legend>{t('summary.parts')}</legend>
          <Tick name="name" label={t('summary.name')} />
          {summaryTypes.map((type) => (
            <Tick
              key={type}
              name="parts"
              value={type}
              label={t(`event.${type}`)}
              // A note may be for colleagues only, so it is left out unless the caseworker chooses it.
              isTicked={type !== 'note'}
            />
          ))}
        </fieldset>
      </Form>
      {summary === 'refused' && (
        <p class="warning" role="status">
          {t('summary.refused')}
        </p>
      )}
      {typeof summary === 'object' && <PrintedSummary record={record} events={events} summary={summary} />}
    </Fold>
  );
}

function PrintedSummary({
  record,
  events,
  summary: { types, name },
}: {
  readonly record: CaseRecord;
  readonly events: readonly CaseEvent[];
  readonly summary: Summary;
}) {
  const language = useLanguage();
  return (
    <>
      <p>
        <button type="button" class="primary small" onClick={() => print()}>
          {t('summary.print')}
        </button>
      </p>
      <article class="summary-sheet" aria-label={t('summary')}>
        <h3>
          {record.code} · {t(`case.${record.kind}`)}
        </h3>
        {name !== undefined && <p>{name}</p>}
        <p>
          {t('openedOn')}: {formatDate(record.openedOn, language)}
        </p>
        {/* Without events that were taken back, and without who recorded the others. */}
        <Timeline
          events={countedEvents(events).filter(({ type }) => types.has(type))}
          recorderOf={() => undefined}
        />
      </article>
    </>
  );
}
