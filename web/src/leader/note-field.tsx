/** Some lines in her own words, of which the browser keeps nothing. */
export function NoteField({
  label,
  rows = 4,
  maxLength = 2000,
  note,
  onNote,
}: {
  readonly label: string;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly note: string;
  readonly onNote: (note: string) => void;
}) {
  return (
    <label class="field">
      {label}
      <textarea
        autoComplete="off"
        rows={rows}
        maxLength={maxLength}
        value={note}
        onInput={({ currentTarget }) => onNote(currentTarget.value)}
      />
    </label>
  );
}
