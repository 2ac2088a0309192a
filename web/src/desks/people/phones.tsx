import type { AnswerOf } from '../../api/routes.ts';
import { DateText, InstantText } from '../../design/date.tsx';
import { Tick } from '../../design/fields/tick.tsx';
import { Table } from '../../design/table/table.tsx';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';

export type Phone = AnswerOf<'GET /api/users/{id}/devices'>['items'][number];

/** The text for a phone's state. A phone that was reported lost (`revokedAt`) has ended once it learns of that (`endedAt`). */
const stateTextOf = (phone: Phone, hasAccess: boolean) => {
  if (phone.endedAt !== undefined) return 'phones.ended';
  if (!isInUse(phone)) return 'phones.lost';
  if (!hasAccess) return 'phones.endsNext';
  return phone.copiedAt === undefined ? 'phones.inUse' : 'phones.copied';
};
export const isInUse = ({ revokedAt, endedAt }: Phone): boolean =>
  revokedAt === undefined && endedAt === undefined;

/** The phones that a leader has registered, on the administrator's page: dates and state, but nothing that identifies a phone. */
export function Phones({
  phones,
  hasAccess,
}: {
  readonly phones: readonly Phone[];
  /** Whether the owner of the phones is not disabled. A disabled person's phone learns at its next contact that it has ended. */
  readonly hasAccess: boolean;
}) {
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
        { key: 'state', title: t('state'), value: (phone) => t(stateTextOf(phone, hasAccess)) },
      ]}
    />
  );
}

type LostPhoneProps = {
  readonly phones: readonly Phone[];
  /** Ends these phones and makes a new first password. */
  readonly onLost: (ids: readonly string[]) => Promise<void>;
};

/**
 * The administrator's button for a leader's lost phone: ends the phone, signs the leader out everywhere, and gives her a new first
 * password.
 */
export function LostPhone({ phones, onLost }: LostPhoneProps) {
  const language = useLanguage();
  const phonesInUse = phones.filter(isInUse);
  if (phonesInUse.length === 0) return null;
  // A single phone has no box to tick: it is the lost phone.
  const lostIdsOf = (data: FormData): string[] =>
    phonesInUse
      .map(({ id }) => id)
      .filter((id) => phonesInUse.length === 1 || data.getAll('lost').includes(id));
  return (
    <Form
      label="phones.isLost"
      submit="phones.isLost"
      isSecondary
      done={null}
      check={(data) => (lostIdsOf(data).length === 0 ? { lost: t('phones.whichLost') } : {})}
      confirm={(data) => ({
        title: t('phones.asks'),
        buttonLabel: t('phones.end'),
        explain: (
          <>
            <p>{t('phones.explain', { count: lostIdsOf(data).length })}</p>
            <p>{t('phones.next')}</p>
          </>
        ),
      })}
      onSend={(data) => onLost(lostIdsOf(data))}
    >
      <p class="soft field wide">{t(phonesInUse.length > 1 ? 'phones.lostOf' : 'phones.lostOne')}</p>
      {phonesInUse.length > 1 &&
        phonesInUse.map(({ id, seenOn, registeredAt }) => (
          <Tick
            key={id}
            name="lost"
            value={id}
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
