import { useContext, useId } from 'preact/hooks';
import { FieldError, FieldErrors } from './labelled-field.tsx';

type TickProps = {
  readonly name: string;
  readonly label: string;
  /** What the form sends if it is ticked. */
  readonly value?: string;
  /** Whether it is ticked at first. */
  readonly isTicked?: boolean;
  /** Whether the form can be sent only if it is ticked. */
  readonly isRequired?: boolean;
  /** Whether it takes the whole width of the form. */
  readonly isWide?: boolean;
};

/** A form's box to tick; pressing its label ticks it too. */
export function Tick({
  name,
  label,
  value = 'true',
  isTicked = false,
  isRequired = false,
  isWide = false,
}: TickProps) {
  const id = useId();
  const error = useContext(FieldErrors)[name];
  return (
    <div class={`tick${isWide ? ' wide' : ''}${error === undefined ? '' : ' wrong'}`}>
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
      <label>
        <input
          type="checkbox"
          name={name}
          value={value}
          defaultChecked={isTicked}
          required={isRequired}
          {...(error === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': `${id}-error` })}
        />
        {label}
      </label>
    </div>
  );
}
