import { DateText } from '../../design/date.tsx';
import { Written } from './written.tsx';

type Step = { readonly id: string; readonly on: string; readonly text?: string | null | undefined };

/** What was done about a request or a demand, by date, each with its word and what was written of it. */
export function StepList<One extends Step>({
  title,
  none,
  steps,
  wordOf,
  isMoreBelow = false,
}: {
  readonly title: string;
  /** Said while there is no step. */
  readonly none: string;
  readonly steps: readonly One[];
  readonly wordOf: (step: One) => string;
  /** Whether the page tells of something else that was done, below this list. Then `none` would be wrong. */
  readonly isMoreBelow?: boolean;
}) {
  return (
    <>
      <h3>{title}</h3>
      {steps.length === 0 && !isMoreBelow && <p>{none}</p>}
      <ol class="plain">
        {steps.map((step) => (
          <li key={step.id}>
            <DateText on={step.on} />: {wordOf(step)}
            {step.text && (
              <>
                {' · '}
                <Written text={step.text} />
              </>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
