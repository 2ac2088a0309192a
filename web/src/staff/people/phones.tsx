import type { AnswerOf } from '../../api/routes.ts';
import { DateText, InstantText } from '../../design/date.tsx';
import { Tick } from '../../design/field.tsx';
import { Table } from '../../design/table.tsx';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Form } from '../frame/form.tsx';
import { t } from '../text.ts';

type Phone = AnswerOf<'GET /api/users/{id}/devices'>['items'][number];

const stateOf = ({ revokedAt, endedAt }: Phone) => {
  if (endedAt !== undefined) return 'phones.ended';
  return revokedAt === undefined ? 'phones.inUse' : 'phones.lost';
};
const isInUse = (phone: Phone): boolean => stateOf(phone) === 'phones.inUse';

/** The phones that a leader has registered, by no more than when, on the administrator's page. */
export function Phones({ phones }: { readonly phones: readonly Phone[] }) {
  return (
    <Table
      caption={t('phones')}
      empty={t('phones.none')}
      rows={phones}
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
        { key: 'state', title: t('state'), value: (one) => t(stateOf(one)) },
      ]}
    />
  );
}

type LostPhoneProps = {
  readonly phones: readonly Phone[];
  /** Ends these phones, and lets her in again. */
  readonly onLost: (ids: readonly string[]) => Promise<void>;
};

/**
 * The administrator's button for a lost phone: it opens nothing any more, she is signed out everywhere, and has a new
 * first password.
 */
export function LostPhone({ phones, onLost }: LostPhoneProps) {
  const language = useLanguage();
  const inUse = phones.filter(isInUse);
  if (inUse.length === 0) return null;
  const chosen = (data: FormData): string[] =>
    inUse.length === 1
      ? inUse.map(({ id }) => id)
      : inUse.flatMap(({ id }) => (data.getAll('lost').includes(id) ? [id] : []));
  return (
    <Form
      label="phones.isLost"
      submit="phones.isLost"
      isSecondary
      done={null}
      confirm={(data) => ({
        title: t('phones.asks'),
        confirm: t('phones.end'),
        explain: (
          <>
            <p>{t('phones.explain', { count: chosen(data).length })}</p>
            <p>{t('phones.next')}</p>
          </>
        ),
      })}
      onSend={(data) => onLost(chosen(data))}
    >
      {inUse.length > 1 &&
        inUse.map(({ id, seenOn, registeredAt }) => (
          <Tick
            key={id}
            name="lost"
            value={id}
            isTicked
            isWide
            label={t('phones.which', {
              seen: formatDate(seenOn, language),
              registered: formatInstant(registeredAt, language),
            })}
          />
        ))}
    </Form>
  );
}
