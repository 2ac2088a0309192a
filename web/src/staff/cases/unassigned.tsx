import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Problem } from '../../api/problem.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Badge } from '../../design/badge.tsx';
import { TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { nameDistrict } from '../../districts/text.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { ageOf } from './case-age.ts';

type UnassignedCase = ItemOf<'GET /api/cases/unassigned'>;

export const readUnassigned = (api: Api) => readList(api, 'GET /api/cases/unassigned', {});

/** The caseworker's list of the unassigned urgent cases of her districts, the oldest first; she can take one. */
export function Unassigned({ api, onTaken }: { readonly api: Api; readonly onTaken: () => unknown }) {
  const unassigned = useRead(['unassigned'], () => readUnassigned(api));
  const [outcome, setOutcome] = useState<{ readonly taken?: UnassignedCase }>();
  const take = async (one: UnassignedCase, note: string | undefined, id: string): Promise<void> => {
    try {
      const body = { id, ...(note === undefined ? {} : { note }) };
      await api.request('POST /api/cases/{id}/take', { path: { id: one.id }, body });
      setOutcome({ taken: one });
    } catch (error) {
      const isTaken = error instanceof Problem && error.document.code === 'taken';
      if (!isTaken) throw error;
      setOutcome({});
    }
    await Promise.all([unassigned.refetch(), onTaken()]);
  };
  return (
    <section aria-label={t('waiting.title')}>
      <h2>{t('waiting.title')}</h2>
      {outcome !== undefined && (
        <p class={outcome.taken === undefined ? 'warning' : 'notice'} role="status">
          {t(outcome.taken === undefined ? 'waiting.taken' : 'waiting.mine')}{' '}
          {outcome.taken !== undefined && (
            <a href={hrefOf('cases', outcome.taken.id)}>{outcome.taken.code}</a>
          )}
        </p>
      )}
      <Reading of={unassigned}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="soft">{t('waiting.none')}</p>
          ) : (
            <ul>
              {items.map((one) => (
                <li key={one.id}>
                  <strong>{one.code}</strong> · {nameDistrict(one.district)} ·{' '}
                  <Badge tone="care">{ageOf(one)}</Badge>
                  <Fold label="waiting.take">
                    <Form
                      label="waiting.take"
                      submit="waiting.take"
                      done={null}
                      onSend={(data, id) => take(one, textOf(data, 'note'), id)}
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
