import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import { DateText, InstantText } from '../design/date.tsx';
import { Table } from '../design/table.tsx';
import { Form } from './form.tsx';
import { Reading, useRead } from './reading.tsx';
import { nothing } from './records.ts';
import { t } from './text.ts';

const phone = z.object({
  id: z.string(),
  registeredAt: z.string(),
  seenOn: z.string(),
  revokedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
});
type Phone = z.infer<typeof phone>;

/** Enough to tell one phone from another. */
const endOf = (id: string): string => id.slice(-6);

const stateOf = ({ revokedAt, endedAt }: Phone) => {
  if (endedAt !== undefined) return 'phones.ended';
  return revokedAt === undefined ? 'phones.inUse' : 'phones.lost';
};

/** The phones that a leader has registered, by no more than when; the one that she lost can be ended. */
export function Phones({ api, path }: { readonly api: Api; readonly path: string }) {
  const [lost, setLost] = useState<string>();
  const phones = useRead(['phones', path], () =>
    api.call(z.object({ items: z.array(phone) }), { path: `${path}/devices` }),
  );
  const end = async () => {
    await api.call(nothing, {
      method: 'POST',
      path: `${path}/devices/${lost}/revocation`,
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
