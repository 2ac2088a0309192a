import { t as consentText } from '../../consent/text.ts';
import { DateText } from '../../design/date.tsx';
import { Table } from '../../design/table/table.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { Member } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';

type Consent = Member['consents'][number];
type ConsentWord = 'given' | 'withdrawn' | 'consent.saidNo';

/** The id of the heading above her consents, for a button elsewhere on her page. */
export const consentsId = 'her-consents';

/**
 * The member's consents. Above them stands each correction of her year of birth that made her an adult or a minor, because her age
 * decides who has to consent.
 */
export function Consents({ of: member }: { readonly of: Member }) {
  const language = useLanguage();
  return (
    <>
      <h3 id={consentsId} tabIndex={-1}>
        {t('consents')}
      </h3>
      {member.ageChanges?.map(({ on, from, to }, index) => (
        <p class="warning" key={index}>
          {t('age.changed', {
            on: formatDate(on, language),
            // The years are texts, since a year has no separator of thousands.
            from: String(from),
            to: String(to),
          })}
        </p>
      ))}
      <Table
        caption={t('consents')}
        empty={t('nothing')}
        rows={member.consents}
        keyOf={({ id: consentId }) => consentId}
        columns={[
          { key: 'purpose', title: t('purpose'), value: (consent) => t(`purpose.${consent.purpose}`) },
          {
            key: 'state',
            title: t('state'),
            value: (consent) => t(wordOf(consent, member.consents)),
          },
          {
            key: 'on',
            title: t('on'),
            value: (consent) => consent.on,
            cell: (consent) => <DateText on={consent.on} />,
          },
          {
            key: 'givenBy',
            title: t('givenBy'),
            value: (consent) => consentText(`giver.${consent.givenBy}`),
          },
          { key: 'method', title: t('method'), value: (consent) => t(`method.${consent.method}`) },
        ]}
      />
    </>
  );
}

/**
 * The word for a no: `withdrawn` if she had given her consent to the purpose before; otherwise she was asked, and said no.
 * @param earlier her consents before the no, the oldest first
 * @param purpose undefined while the form has none yet
 */
export const wordOfNo = (earlier: readonly Consent[], purpose: string | undefined): ConsentWord =>
  earlier.findLast((consent) => consent.purpose === purpose)?.given === true ? 'withdrawn' : 'consent.saidNo';

/** The word for the state of one of her consents. @param all all her consents, the oldest first */
const wordOf = (consent: Consent, all: readonly Consent[]): ConsentWord =>
  consent.given ? 'given' : wordOfNo(all.slice(0, all.indexOf(consent)), consent.purpose);
