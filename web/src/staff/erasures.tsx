import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import { readAll } from '../api/pages.ts';
import { formatDate, formatInstant } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Choice, Field, textOf } from './fields.tsx';
import { Fold } from './fold.tsx';
import { Reading, useRead } from './reading.tsx';
import { NewForm } from './record-form.tsx';
import { Table } from './table.tsx';
import { type MessageKey, t } from './text.ts';

const erasure = z.object({
  id: z.string(),
  memberId: z.optional(z.string()),
  personId: z.optional(z.string()),
  requestedAt: z.string(),
  declinedAt: z.optional(z.string()),
  approvedAt: z.optional(z.string()),
  erasedOn: z.optional(z.string()),
  erasedAt: z.optional(z.string()),
  reason: z.nullable(z.string()),
});
type Erasure = z.infer<typeof erasure>;

const kindOf = ({ memberId }: Erasure) => (memberId === undefined ? 'person' : 'member');

function stateOf(one: Erasure): MessageKey {
  if (one.erasedAt !== undefined) return 'erasure.done';
  if (one.approvedAt !== undefined) return 'erasure.approved';
  return one.declinedAt === undefined ? `erasure.waiting.${kindOf(one)}` : 'erasure.declined';
}

/** The auditor asks that a member, a leader or one of the staff is erased, and sees what became of it. */
export function Erasures({ api }: { api: Api }) {
  const language = useLanguage();
  const asked = useRead(['erasures'], () => readAll(api, erasure, '/api/erasures'));
  return (
    <>
      <Fold label="erasure.new">
        <p class="warning">{t('erasure.explain')}</p>
        <NewForm
          api={api}
          label="erasure.new"
          submit="erasure.new"
          done="erasure.asked"
          path={(data) =>
            `/api/${textOf(data, 'of') === 'person' ? 'users' : 'members'}/${textOf(data, 'subject')}/erasure`
          }
          bodyOf={(data) => ({ reason: textOf(data, 'reason') })}
          onDone={() => asked.refetch()}
        >
          <Choice
            name="of"
            label="erasure.of"
            value="member"
            options={[
              ['member', t('erasure.of.member')],
              ['person', t('erasure.of.person')],
            ]}
          />
          <Field name="subject" label="erasure.id" />
          <Field name="reason" label="reason" />
          <label class="tick field wide">
            <input type="checkbox" required /> {t('erasure.sure')}
          </label>
        </NewForm>
      </Fold>
      <p class="soft">{t('logged')}</p>
      <Reading of={asked}>
        {({ items }) => (
          <Table
            caption={t('erasures')}
            columns={['id', 'erasure.of', 'when', 'reason', 'state', 'erasedOn']}
            rows={items.map((one) => ({
              key: one.id,
              cells: [
                <code key="subject">{one.memberId ?? one.personId}</code>,
                t(`erasure.of.${kindOf(one)}`),
                formatInstant(one.requestedAt, language),
                one.reason ?? '–',
                t(stateOf(one)),
                one.erasedOn === undefined ? '–' : formatDate(one.erasedOn, language),
              ],
            }))}
          />
        )}
      </Reading>
    </>
  );
}
