import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { DateText, InstantText } from '../../design/date.tsx';
import { Table } from '../../design/table.tsx';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

type Phone = AnswerOf<'GET /api/users/{id}/devices'>['items'][number];

/** Enough to tell one phone from another. */
const endOf = (id: string): string => id.slice(-6);

const stateOf = ({ revokedAt, endedAt }: Phone) => {
  if (endedAt !== undefined) return 'phones.ended';
  return revokedAt === undefined ? 'phones.inUse' : 'phones.lost';
};

/** The phones that a leader has registered, by no more than when; the one that she lost can be ended. */
export function Phones({ api, id }: { readonly api: Api; readonly id: string }) {
  const [lost, setLost] = useState<string>();
  const phones = useRead(['phones', id], () => api.request('GET /api/users/{id}/devices', { path: { id } }));
  const end = async () => {
    if (lost === undefined) return;
    await api.request('POST /api/users/{id}/devices/{deviceId}/revocation', {
      path: { id, deviceId: lost },
      body: { id: v7() },
    });
    setLost(undefined);
    await phones.refetch();
  };
  return (
    <Reading of={phones}>
      {({ items }) => (
        <>
          <Table
            caption={t('phones')}
            empty={t('nothing')}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'seen',
                title: t('phones.seen'),
                value: ({ seenOn }) => seenOn,
                cell: ({ seenOn }) => <DateText on={seenOn} />,
              },
              {
                key: 'registered',
                title: t('phones.registered'),
                value: ({ registeredAt }) => registeredAt,
                cell: ({ registeredAt }) => <InstantText at={registeredAt} />,
              },
              { key: 'id', title: t('id'), cell: ({ id }) => <code>{endOf(id)}</code> },
              { key: 'state', title: t('state'), value: (one) => t(stateOf(one)) },
              {
                key: 'lost',
                title: t('phones.lostHere'),
                cell: (one) =>
                  stateOf(one) === 'phones.inUse' ? (
                    <button
                      type="button"
                      class="link"
                      aria-label={`${t('phones.isLost')}: ${endOf(one.id)}`}
                      onClick={() => setLost(one.id)}
                    >
                      {t('phones.isLost')}
                    </button>
                  ) : (
                    '–'
                  ),
              },
            ]}
          />
          {lost !== undefined && (
            <div class="asks">
              <p>{t('phones.explain', { id: endOf(lost) })}</p>
              <Form key={lost} label="phones.isLost" submit="phones.end" done={null} onSend={end}>
                {null}
              </Form>
              <button type="button" class="link" onClick={() => setLost(undefined)}>
                {t('takeBack.not')}
              </button>
            </div>
          )}
          {items.some(({ revokedAt }) => revokedAt !== undefined) && <p class="notice">{t('phones.next')}</p>}
        </>
      )}
    </Reading>
  );
}
