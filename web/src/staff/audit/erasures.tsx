import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { DateText, InstantText } from '../../design/date.tsx';
import { Choice, TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { Table } from '../../design/table.tsx';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { NewForm } from '../frame/record-form.tsx';
import { type MessageKey, t } from '../text.ts';

type Erasure = ItemOf<'GET /api/erasures'>;

const kindOf = ({ memberId }: Erasure) => (memberId === undefined ? 'person' : 'member');

function stateOf(one: Erasure): MessageKey {
  if (one.erasedAt !== undefined) return 'erasure.done';
  if (one.approvedAt !== undefined) return 'erasure.approved';
  return one.declinedAt === undefined ? `erasure.waiting.${kindOf(one)}` : 'erasure.declined';
}

/** The auditor requests erasures and sees their state. */
export function Erasures({ api }: { api: Api }) {
  const asked = useRead(['erasures'], () => readList(api, 'GET /api/erasures', {}));
  return (
    <>
      <Fold label="erasure.new">
        <p class="warning">{t('erasure.explain')}</p>
        <NewForm
          api={api}
          label="erasure.new"
          submit="erasure.new"
          done="erasure.asked"
          confirm={() => ({
            title: t('erasure.ask'),
            explain: <p>{t('erasure.explain')}</p>,
            confirm: t('erasure.new'),
          })}
          path={(data) =>
            `/api/${textOf(data, 'of') === 'person' ? 'users' : 'members'}/${textOf(data, 'subject')}/erasure`
          }
          bodyOf={(data) => ({ reason: textOf(data, 'reason') })}
          onDone={() => asked.refetch()}
        >
          <Choice
            name="of"
            label={t('erasure.of')}
            value="member"
            options={[
              ['member', t('erasure.of.member')],
              ['person', t('erasure.of.person')],
            ]}
          />
          <TextField name="subject" label={t('erasure.id')} />
          <TextField name="reason" label={t('reason')} />
        </NewForm>
      </Fold>
      <p class="soft">{t('logged')}</p>
      <Reading of={asked}>
        {({ items }) => (
          <Table
            caption={t('erasures')}
            empty={t('nothing')}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              { key: 'id', title: t('id'), cell: (one) => <code>{one.memberId ?? one.personId}</code> },
              { key: 'of', title: t('erasure.of'), value: (one) => t(`erasure.of.${kindOf(one)}`) },
              {
                key: 'when',
                title: t('when'),
                value: (one) => one.requestedAt,
                cell: (one) => <InstantText at={one.requestedAt} />,
              },
              { key: 'reason', title: t('reason'), cell: (one) => one.reason ?? '–' },
              { key: 'state', title: t('state'), value: (one) => t(stateOf(one)) },
              {
                key: 'erasedOn',
                title: t('erasedOn'),
                value: (one) => one.erasedOn,
                cell: (one) => (one.erasedOn === undefined ? '–' : <DateText on={one.erasedOn} />),
              },
            ]}
          />
        )}
      </Reading>
    </>
  );
}
