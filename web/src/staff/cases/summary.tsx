import { useState } from 'preact/hooks';
import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { Tick } from '../../design/field.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type CaseEvent, eventTypes } from '../../timeline/case-event.ts';
import { countedEvents } from '../../timeline/case-progress.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { t } from '../text.ts';

type Member = AnswerOf<'GET /api/members/{id}'>;

/** What may go into a summary. A status says how the case is worked on here, and is nobody else's. */
const parts = eventTypes.filter((type) => type !== 'status' && type !== 'follow_up');

type Made = { readonly chosen: ReadonlySet<string>; readonly name: string | undefined };

/** Whether she last agreed that a summary may be handed on. */
const maySummarise = ({ consents }: Member): boolean =>
  consents.findLast(({ purpose }) => purpose === 'sharing')?.given === true;

/**
 * The desk's page of a case's summary, to print for a lawyer or the legal services authority: made on purpose, with
 * what the caseworker chooses, only while the member's consent to sharing stands, and noted in the access log.
 */
export function Summary({
  api,
  record,
  events,
}: {
  readonly api: Api;
  readonly record: CaseRecord;
  readonly events: readonly CaseEvent[];
}) {
  const [made, setMade] = useState<Made | 'refused'>();
  const make = async (data: FormData): Promise<void> => {
    setMade(undefined);
    const member = await api.request('GET /api/members/{id}', { path: { id: record.memberId } });
    if (!maySummarise(member)) {
      setMade('refused');
      return;
    }
    await api.request('POST /api/exports', {
      body: { list: 'caseSummary', subjects: [record.id, record.memberId] },
    });
    setMade({
      chosen: new Set(data.getAll('parts').map(String)),
      name: data.has('name') ? (member.name ?? undefined) : undefined,
    });
  };
  return (
    <Fold label="summary">
      <Form label="summary" submit="summary.make" done={null} onSend={make}>
        <fieldset class="wide">
          <legend>{t('summary.parts')}</legend>
          <Tick name="name" label={t('summary.name')} />
          {parts.map((each) => (
            <Tick
              key={each}
              name="parts"
              value={each}
              label={t(`event.${each}`)}
              isTicked={each !== 'note'}
            />
          ))}
        </fieldset>
      </Form>
      {made === 'refused' && (
        <p class="warning" role="status">
          {t('summary.refused')}
        </p>
      )}
      {typeof made === 'object' && <Sheet record={record} events={events} made={made} />}
    </Fold>
  );
}

function Sheet({
  record,
  events,
  made: { chosen, name },
}: {
  readonly record: CaseRecord;
  readonly events: readonly CaseEvent[];
  readonly made: Made;
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
        <Timeline
          events={countedEvents(events).filter(({ type }) => chosen.has(type))}
          recorderOf={() => undefined}
        />
      </article>
    </>
  );
}
