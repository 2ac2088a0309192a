import { useState } from 'preact/hooks';
import { addDays } from '../../../../functions/domain/calendar.ts';
import { Badge } from '../badge.tsx';
import { DateText } from '../date.tsx';
import { DateField } from '../date-field.tsx';
import { Dialog } from '../dialog.tsx';
import { Choice, FieldErrors, LongField, NumberField, TextField, Tick } from '../field.tsx';
import { Person } from '../person.tsx';
import { RupeesField } from '../rupees-field.tsx';
import { Table } from '../table.tsx';
import { showToast } from '../toast.tsx';
import { findErrors, focusFirst } from '../validity.ts';
import { t } from './text.ts';

type Member = {
  readonly code: string;
  readonly name: string | null;
  readonly joinedOn: string;
  readonly paise: number | undefined;
  readonly state: 'active' | 'exited' | 'overdue';
};

const names = [
  'Vennela',
  'వెన్నెల',
  null,
  'Tolikiranam',
  'మల్లిక',
  'Chamanti',
  '019a2f3c-0000-7000-8000-000000000001',
];
const states = ['active', 'active', 'overdue', 'exited'] as const;
const members: readonly Member[] = Array.from({ length: 20 }, (_, index) => ({
  code: `M-${(index * 7) % 20}`,
  name: names[index % names.length] ?? null,
  joinedOn: addDays('2025-04-01', (index * 37) % 500),
  paise: index % 6 === 5 ? undefined : ((index * 7919) % 500) * 1_050,
  state: states[index % states.length] ?? 'active',
}));

const tones = { active: 'good', exited: 'plain', overdue: 'care' } as const;

export function Tables() {
  return (
    <>
      <Table
        caption={t('sample.member')}
        empty={t('sample.none')}
        rows={members}
        keyOf={({ code }) => code}
        file={{ name: 'members', onExport: () => showToast(() => t('sample.notice')) }}
        columns={[
          {
            key: 'code',
            title: t('sample.code'),
            cell: ({ code }) => code,
            value: ({ code }) => code,
            exported: true,
          },
          {
            key: 'name',
            title: t('sample.member'),
            cell: ({ name }) => <Person name={name} fallback={t('sample.hidden')} />,
          },
          {
            key: 'joinedOn',
            title: t('sample.joined'),
            cell: ({ joinedOn }) => <DateText on={joinedOn} />,
            value: ({ joinedOn }) => joinedOn,
            exported: true,
          },
          {
            key: 'paise',
            title: t('sample.saved'),
            value: ({ paise }) => paise,
            isMoney: true,
            exported: true,
          },
          {
            key: 'state',
            title: t('sample.state'),
            cell: ({ state }) => <Badge tone={tones[state]}>{t(`sample.${state}`)}</Badge>,
            value: ({ state }) => t(`sample.${state}`),
            exported: ({ state }) => state,
          },
        ]}
      />
      <Table caption={t('sample.none')} empty={t('sample.none')} rows={[]} keyOf={String} columns={[]} />
    </>
  );
}

const districts = ['Guntur', 'Anantapur', 'East Godavari'];

function Fields() {
  const [note, setNote] = useState('');
  return (
    <div class="fields">
      <TextField name="name" label={t('sample.name')} hint={t('sample.nameHint')} />
      <NumberField name="year" label={t('sample.year')} min={1900} max={2026} />
      <RupeesField name="amount" label={t('sample.amount')} paise={12_345_650} />
      <NumberField name="share" label={t('sample.share')} max={10} hasHundredths isOptional />
      <DateField name="held" label={t('sample.held')} value="2026-11-25" max="2026-11-25" />
      <Choice name="district" label={t('sample.district')} options={districts.map((one) => [one, one])} />
      <LongField name="note" label={t('sample.note')} text={note} onText={setNote} isOptional />
      <Tick name="sure" label={t('sample.sure')} isRequired />
    </div>
  );
}

/** The gallery's example of a form that says what is wrong with it. */
export function Form() {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  return (
    <form
      noValidate
      aria-label={t('gallery.form')}
      onSubmit={(event) => {
        event.preventDefault();
        const found = findErrors(event.currentTarget);
        setErrors(found);
        focusFirst(event.currentTarget, Object.keys(found));
        if (Object.keys(found).length === 0) showToast(() => t('sample.notice'));
      }}
    >
      <FieldErrors.Provider value={errors}>
        <Fields />
      </FieldErrors.Provider>
      <button type="submit" class="primary small">
        {t('sample.send')}
      </button>
    </form>
  );
}

/** The gallery's example of each field with an error. */
export function WrongFields() {
  const error = t('sample.error');
  return (
    <FieldErrors.Provider
      value={{
        name: error,
        year: error,
        amount: error,
        share: error,
        held: error,
        district: error,
        note: error,
        sure: error,
      }}
    >
      <Fields />
    </FieldErrors.Provider>
  );
}

export function Dialogs() {
  const [open, setOpen] = useState<'ask' | 'publish'>();
  const close = () => setOpen(undefined);
  return (
    <div class="actions">
      {(['ask', 'publish'] as const).map((one) => (
        <button type="button" class="second small" key={one} onClick={() => setOpen(one)}>
          {t(`sample.${one}Yes`)}…
        </button>
      ))}
      {open !== undefined && (
        <Dialog
          title={t(`sample.${open}`)}
          confirm={t(`sample.${open}Yes`)}
          isGrave={open === 'ask'}
          onCancel={close}
          onConfirm={() => {
            close();
            showToast(() => t('sample.yes'));
          }}
          corner={
            <button type="button" class="leave" onClick={close}>
              {t('gallery.leave')}
            </button>
          }
        >
          <p>{t(`sample.${open}Text`)}</p>
        </Dialog>
      )}
    </div>
  );
}

export function ToastButton() {
  return (
    <button type="button" class="second small" onClick={() => showToast(() => t('sample.notice'))}>
      {t('sample.say')}
    </button>
  );
}
