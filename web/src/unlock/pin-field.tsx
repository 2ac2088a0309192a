/** The field for a phone's PIN of six digits; anything else that is typed is left out. */
export function PinField({
  label,
  value,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  return (
    <label class="field">
      {label}
      <input
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        class="pin"
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value.replaceAll(/\D/g, ''))}
      />
    </label>
  );
}
