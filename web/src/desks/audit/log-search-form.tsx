import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { textOf } from '../../design/fields/form-data.ts';
import { hrefOf } from '../../session/desk-address.ts';
import type { Codes } from '../frame/codes.ts';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';
import { type Actor, actorText } from './actors.ts';
import { isRecordId } from './line-records.ts';
import { recordName } from './record-name.ts';
import { formatSearch, isSearchable, normaliseSubject, type Search } from './search-rules.ts';

type SearchFormProps = {
  readonly actors: ReadonlyMap<string, Actor>;
  /** The codes of records, among them the one that is searched for; undefined while they are being read. */
  readonly codes: Codes | undefined;
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
  /** Called when the form is submitted, before `onSearch`; a refused search is not made. */
  readonly onChecked: (isRefused: boolean) => void;
};

/** The part of the search that one field of the form gives; no part if the field is empty. */
const searchPart = (data: FormData, name: 'subject' | 'actor' | 'from' | 'to'): Search => {
  const value = textOf(data, name);
  return value === undefined ? {} : { [name]: name === 'subject' ? normaliseSubject(value) : value };
};

/** The form to search a log: by what it is about, who made a line, and its days. */
export function SearchForm({ actors, codes, search, onSearch, onChecked }: SearchFormProps) {
  // A link from a line searches for a record by its id, which nobody can read. So the form shows the record's name, and the
  // field stays empty.
  const linkedId = isRecordId(search.subject) ? search.subject : undefined;
  return (
    <Form
      // Each search draws the form anew, with the search's values in the fields.
      key={hrefOf(...formatSearch(search))}
      label="search"
      submit="search"
      done={null}
      check={(data) => {
        const subject = textOf(data, 'subject');
        const isRefused = subject !== undefined && !isSearchable(normaliseSubject(subject));
        onChecked(isRefused);
        return isRefused ? { subject: t('subject.notName') } : {};
      }}
      onSend={async (data) =>
        onSearch({
          // A subject that is typed, further below, replaces the linked one.
          ...(linkedId === undefined ? {} : { subject: linkedId }),
          ...searchPart(data, 'subject'),
          ...searchPart(data, 'actor'),
          ...searchPart(data, 'from'),
          ...searchPart(data, 'to'),
        })
      }
    >
      {linkedId !== undefined && codes !== undefined && (
        <p class="notice wide">
          {t('log.linked', { what: recordName({ id: linkedId, kind: 'record' }, codes, actors) })}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              // The same search without the linked record. It begins again with the newest lines.
              const { subject: _, cursor: __, ...rest } = search;
              onSearch(rest);
            }}
          >
            {t('log.unlink')}
          </button>
        </p>
      )}
      <TextField
        name="subject"
        label={t('subject')}
        value={linkedId === undefined ? search.subject : undefined}
        isOptional
      />
      <Choice
        name="actor"
        label={t('actor')}
        value={search.actor ?? ''}
        options={[
          ['', t('actor.anyone')],
          ...[...actors.values()]
            .toSorted((a, b) => a.name.localeCompare(b.name))
            .map(({ id }) => [id, actorText(id, actors)] as const),
          ['system', t('actor.system')],
        ]}
      />
      <DateField name="from" label={t('from')} value={search.from} isOptional />
      <DateField name="to" label={t('until')} value={search.to} isOptional />
    </Form>
  );
}
