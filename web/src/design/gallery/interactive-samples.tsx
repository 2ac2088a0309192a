import { useState } from 'preact/hooks';
import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { Badge } from '../badge.tsx';
import { DateText } from '../date.tsx';
import { Dialog } from '../dialog.tsx';
import { DateField } from '../fields/date-field.tsx';
import { Choice, FieldErrors, LongField, NumberField, TextField, Tick } from '../fields/field.tsx';
import { RupeesField } from '../fields/rupees-field.tsx';
import { findErrors, focusFirst } from '../fields/validity.ts';
import { Person } from '../person.tsx';
import { Table } from '../table/table.tsx';
import { showToast } from '../toast.tsx';
import { t } from './text.ts';

type SampleMember = {
  readonly code: string;
  readonly name: string | null;
  readonly joinedOn: string;
  readonly savedPaise: number | undefined;
  readonly state: 'active' | 'exited' | 'overdue';
};

/** `Person` shows its fallback for the missing name and for the id. */
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
/** Twenty members, so that the table has a filter. The factors only put codes, dates and amounts out of order. */
const members: readonly SampleMember[] = Array.from({ length: 20 }, (_, index) => ({
  code: `M-${(index * 7) % 20}`,
  name: names[index % names.length] ?? null,
  joinedOn: addDays('2025-04-01', (index * 37) % 500),
  // Every sixth has no amount.
  savedPaise: index % 6 === 5 ? undefined : ((index * 7919) % 500) * 1_050,
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
            key: 'savedPaise',
            title: t('sample.saved'),
            value: ({ savedPaise }) => savedPaise,
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
      <Choice
        name="district"
        label={t('sample.district')}
        options={districts.map((district) => [district, district])}
      />
      <LongField name="note" label={t('sample.note')} text={note} onText={setNote} isOptional />
      <Tick name="sure" label={t('sample.sure')} isRequired />
    </div>
  );
}

/** The gallery's sample of a form that shows its errors when it is sent. */
export function Form() {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  return (
    <form
      noValidate
      aria-label={t('gallery.form')}
      onSubmit={(event) => {
        event.preventDefault();
        const found = findErrors(event.currentTarget);
        const wrongFields = Object.keys(found);
        setErrors(found);
        focusFirst(event.currentTarget, wrongFields);
        if (wrongFields.length === 0) showToast(() => t('sample.notice'));
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

/** The gallery's interactive sample of fields, every one of them with an error. */
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
  const [openDialog, setOpenDialog] = useState<'takeBack' | 'publish'>();
  const close = () => setOpenDialog(undefined);
  return (
    <div class="actions">
      {(['takeBack', 'publish'] as const).map((dialog) => (
        <button type="button" class="second small" key={dialog} onClick={() => setOpenDialog(dialog)}>
          {t(`sample.${dialog}Yes`)}…
        </button>
      ))}
      {openDialog !== undefined && (
        <Dialog
          title={t(`sample.${openDialog}`)}
          confirm={t(`sample.${openDialog}Yes`)}
          isGrave={openDialog === 'takeBack'}
          onCancel={close}
          onConfirm={() => {
            close();
            showToast(() => t('sample.confirmed'));
          }}
          // On the leader's phone this is the button that leaves the app.
          corner={
            <button type="button" class="leave" onClick={close}>
              {t('gallery.leave')}
            </button>
          }
        >
          <p>{t(`sample.${openDialog}Text`)}</p>
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
