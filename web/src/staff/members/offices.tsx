import { officeBodies, offices } from '../../../../functions/domain/member-words.ts';
import type { Api } from '../../api/client.ts';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/date-field.tsx';
import { Choice } from '../../design/field.tsx';
import { textOf, textsOf } from '../../design/form-data.ts';
import { Table } from '../../design/table.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { NewForm } from '../frame/record-form.tsx';
import { type Member, nothing } from '../frame/records.ts';
import { t } from '../text.ts';
import { TakeEntryBack } from './take-back.tsx';

type Office = Member['offices'][number];

type OfficesProps = {
  readonly api: Api;
  readonly path: string;
  readonly her: Member;
  readonly mayChange: boolean;
  readonly onChanged: () => Promise<unknown>;
};

/** The offices that a member holds or held. */
export function Offices({ api, path, her, mayChange, onChanged }: OfficesProps) {
  const named = ({ body, office }: Office) => `${t(`officeBody.${body}`)}: ${t(`office.${office}`)}`;
  const openEnded = her.offices.filter(({ to, takenBack }) => to === undefined && takenBack === undefined);
  return (
    <section aria-labelledby="offices">
      <h3 id="offices">{t('offices')}</h3>
      <Table
        caption={t('offices')}
        empty={t('nothing')}
        rows={her.offices}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'office',
            title: t('office'),
            value: named,
            cell: (one) => (one.takenBack === undefined ? named(one) : <s>{named(one)}</s>),
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
                  cell: (one: Office) =>
                    one.takenBack === undefined ? (
                      <TakeEntryBack {...{ api, path, name: named(one) }} of={one.id} onDone={onChanged} />
                    ) : (
                      t('takenBack')
                    ),
                },
              ]
            : []),
        ]}
      />
      {mayChange && (
        <>
          <Fold label="office.new">
            <NewForm
              api={api}
              label="office.new"
              path={`${path}/offices`}
              bodyOf={textsOf}
              onDone={onChanged}
            >
              <Choice
                name="body"
                label={t('office.body')}
                options={officeBodies.map((each) => [each, t(`officeBody.${each}`)])}
              />
              <Choice
                name="office"
                label={t('office')}
                options={offices.map((each) => [each, t(`office.${each}`)])}
              />
              <DateField name="from" label={t('office.from')} value={todayInIndia()} max={todayInIndia()} />
              <DateField name="to" label={t('office.to')} isOptional />
            </NewForm>
          </Fold>
          {openEnded.length > 0 && (
            <Fold label="office.end">
              <Form
                label="office.end"
                onSend={async (data) => {
                  await api.call(nothing, {
                    method: 'POST',
                    path: `${path}/offices/${textOf(data, 'office')}/end`,
                    body: { on: textOf(data, 'on') },
                  });
                  await onChanged();
                }}
              >
                <Choice
                  name="office"
                  label={t('office')}
                  options={openEnded.map((one) => [one.id, named(one)])}
                />
                <DateField name="on" label={t('office.to')} value={todayInIndia()} max={todayInIndia()} />
              </Form>
            </Fold>
          )}
        </>
      )}
    </section>
  );
}
