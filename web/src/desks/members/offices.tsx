import { officeBodies, offices } from '../../../../functions/shared/kinds/member-words.ts';
import type { Api } from '../../api/client.ts';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { Table } from '../../design/table/table.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { Member } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';
import { TakeEntryBack, undoEntry } from './take-entry-back.tsx';

type Office = NonNullable<Member['offices']>[number];

type OfficesProps = {
  readonly api: Api;
  readonly her: Member;
  /** Whether the signed-in person may change her record. */
  readonly mayChange: boolean;
  readonly onChanged: () => Promise<unknown>;
};

const officeText = ({ body, office }: Office): string =>
  `${t(`officeBody.${body}`)}: ${t(`office.${office}`)}`;

/** On the desk's page of a member: the offices that she holds or held, with forms to add one or to end one. */
export function Offices(props: OfficesProps) {
  const { her, mayChange } = props;
  return (
    <section aria-labelledby="offices">
      <h3 id="offices">{t('offices')}</h3>
      <Table
        caption={t('offices')}
        empty={t('nothing')}
        rows={her.offices ?? []}
        keyOf={({ id }) => id}
        columns={officeColumns(props)}
      />
      {mayChange && (
        <>
          <NewOffice {...props} />
          <EndOffice {...props} />
        </>
      )}
    </section>
  );
}

const officeColumns = ({ api, her, mayChange, onChanged }: OfficesProps): Column<Office>[] => [
  {
    key: 'office',
    title: t('office'),
    value: officeText,
    cell: (office) => (office.takenBack === undefined ? officeText(office) : <s>{officeText(office)}</s>),
  },
  {
    key: 'from',
    title: t('office.from'),
    value: ({ from }) => from,
    cell: ({ from }) => <DateText on={from} />,
  },
  {
    key: 'to',
    title: t('office.to'),
    value: ({ to }) => to,
    cell: ({ to }) => (to === undefined ? '–' : <DateText on={to} />),
  },
  ...(mayChange
    ? [
        {
          key: 'state',
          title: t('state'),
          cell: (office: Office) =>
            office.takenBack === undefined ? (
              <TakeEntryBack
                api={api}
                memberId={her.id}
                name={officeText(office)}
                entryId={office.id}
                onDone={onChanged}
              />
            ) : (
              t('takenBack')
            ),
        },
      ]
    : []),
];

type OfficeFormProps = Omit<OfficesProps, 'mayChange'>;

function NewOffice({ api, her, onChanged }: OfficeFormProps) {
  return (
    <Fold label="office.new">
      <Form
        label="office.new"
        undo={undoEntry(api, her.id, onChanged)}
        onSend={async (data, id) => {
          await api.request('POST /api/members/{id}/offices', {
            path: { id: her.id },
            body: {
              id,
              // The body in which she holds the office, such as the district forum.
              body: requiredChoiceOf(data, 'body', officeBodies),
              office: requiredChoiceOf(data, 'office', offices),
              from: requiredTextOf(data, 'from'),
              to: textOf(data, 'to'),
            },
          });
          await onChanged();
        }}
      >
        <Choice
          name="body"
          label={t('office.body')}
          options={officeBodies.map((body) => [body, t(`officeBody.${body}`)])}
        />
        <Choice
          name="office"
          label={t('office')}
          options={offices.map((office) => [office, t(`office.${office}`)])}
        />
        <DateField name="from" label={t('office.from')} value={todayInIndia()} max={todayInIndia()} />
        {/* Without `max`: the end of a term may lie ahead. */}
        <DateField name="to" label={t('office.to')} isOptional />
      </Form>
    </Fold>
  );
}

/** The form that gives an office its last day. The day can't be changed afterwards, so there is no form if every office has its last day. */
function EndOffice({ api, her, onChanged }: OfficeFormProps) {
  const officesWithoutEnd = (her.offices ?? []).filter(
    ({ to, takenBack }) => to === undefined && takenBack === undefined,
  );
  if (officesWithoutEnd.length === 0) return null;
  return (
    <Fold label="office.end">
      <Form
        label="office.end"
        onSend={async (data) => {
          await api.request('POST /api/members/{id}/offices/{officeId}/end', {
            path: { id: her.id, officeId: requiredTextOf(data, 'office') },
            body: { on: requiredTextOf(data, 'on') },
          });
          await onChanged();
        }}
      >
        <Choice
          name="office"
          label={t('office')}
          options={officesWithoutEnd.map((office) => [office.id, officeText(office)])}
        />
        <DateField name="on" label={t('office.to')} value={todayInIndia()} max={todayInIndia()} />
      </Form>
    </Fold>
  );
}
