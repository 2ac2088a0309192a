import { useState } from 'preact/hooks';
import { Dialog } from '../dialog.tsx';
import { DateField } from '../fields/date-field.tsx';
import { Choice, LongField, NumberField, TextField } from '../fields/field.tsx';
import { FieldErrors } from '../fields/labelled-field.tsx';
import { RupeesField } from '../fields/rupees-field.tsx';
import { Tick } from '../fields/tick.tsx';
import { findErrors, focusFirst } from '../fields/validity.ts';
import { showToast } from '../toast.tsx';
import { t } from './text.ts';

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
