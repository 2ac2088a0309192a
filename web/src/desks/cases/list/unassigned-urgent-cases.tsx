import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { Problem } from '../../../api/problem.ts';
import type { ItemOf } from '../../../api/routes.ts';
import { Badge } from '../../../design/badge.tsx';
import { TextField } from '../../../design/fields/field.tsx';
import { textOf } from '../../../design/fields/form-data.ts';
import { nameDistrict } from '../../../districts/text.ts';
import { hrefOf } from '../../../session/desk-address.ts';
import { Fold } from '../../frame/fold.tsx';
import { Form } from '../../frame/forms/form.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { GivenUp } from '../given-up.tsx';
import { waitingAgeOf } from './case-age.ts';

type UnassignedCase = ItemOf<'GET /api/cases/unassigned'>;

/** Reads the unassigned urgent cases of a caseworker's districts, as the server orders them. */
export const readUnassigned = (api: Api) => readList(api, 'GET /api/cases/unassigned', {});

/** The caseworker's list of unassigned urgent cases in her districts, as the server orders them. The caseworker can take a case from it. */
export function UnassignedUrgentCases({
  api,
  onTaken,
}: {
  readonly api: Api;
  readonly onTaken: () => unknown;
}) {
  const unassigned = useRead(['unassigned'], () => readUnassigned(api), { staysCurrent: true });
  /** Who took the case. `herself`: the reader, with the case. `somebodyElse`: another caseworker was faster. */
  const [takenBy, setTakenBy] = useState<{ readonly herself: UnassignedCase } | 'somebodyElse'>();
  const take = async (record: UnassignedCase, note: string | undefined, id: string): Promise<void> => {
    try {
      const body = { id, ...(note === undefined ? {} : { note }) };
      await api.request('POST /api/cases/{id}/take', { path: { id: record.id }, body });
      setTakenBy({ herself: record });
    } catch (error) {
      const wasTaken = error instanceof Problem && error.document.code === 'taken';
      if (!wasTaken) throw error;
      setTakenBy('somebodyElse');
    }
    await Promise.all([unassigned.refetch(), onTaken()]);
  };
  return (
    <section aria-label={t('waiting.title')}>
      <h2>{t('waiting.title')}</h2>
      {takenBy === 'somebodyElse' && (
        <p class="warning" role="status">
          {t('waiting.taken')}
        </p>
      )}
      {typeof takenBy === 'object' && (
        <p class="notice" role="status">
          {t('waiting.mine')} <a href={hrefOf('cases', takenBy.herself.id)}>{takenBy.herself.code}</a>
        </p>
      )}
      <Reading of={unassigned}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="soft">{t('waiting.none')}</p>
          ) : (
            <ul class="waits">
              {items.map((record) => (
                <li key={record.id} class="urgent">
                  <p>
                    <span class="code">{record.code}</span> · {nameDistrict(record.district)}{' '}
                    <Badge tone="bad">{t('waiting.urgent', { age: waitingAgeOf(record) })}</Badge>
                  </p>
                  <GivenUp of={record} />
                  <Fold label="waiting.take">
                    <Form
                      label="waiting.take"
                      submit="waiting.take"
                      done={null}
                      onSend={(data, id) => take(record, textOf(data, 'note'), id)}
                    >
                      <TextField name="note" label={t('event.note')} isOptional />
                    </Form>
                  </Fold>
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
    </section>
  );
}
