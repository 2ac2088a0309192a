import type { statePace } from '../../../../functions/months/rendering/headlines.ts';
import { Progress } from '../../design/progress.tsx';

type YearProgressProps = {
  /** The share of the year's target that is reached, in tenths of a percent. */
  readonly reached: number;
  readonly text: string;
  readonly pace: ReturnType<typeof statePace>;
};

/**
 * The bar of a year's target on the funder's page, with a mark where the year stands and a word on whether the number is ahead of it. Without a pace it is
 * the bar alone.
 */
export function YearProgress({ reached, text, pace }: YearProgressProps) {
  return (
    <div class="year-progress" {...(pace === null ? {} : { style: { '--gone': `${pace.gone / 10}%` } })}>
      <Progress share={reached / 1000} text={text} />
      {pace !== null && (
        <p>
          <strong>{pace.text}</strong>
        </p>
      )}
    </div>
  );
}
