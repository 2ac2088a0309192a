type SparklineProps = {
  /** The oldest first; null where a value is unknown: there the line has a gap. */
  readonly values: readonly (number | null)[];
  /** What the line shows, for people who can't see it. */
  readonly label: string;
};

const size = { width: 160, height: 36, margin: 4 };

/**
 * The funder's sparkline: the course of a number as a small line above zero, with a dot at its newest value. It has no
 * scale, because the numbers stand beside it.
 */
export function Sparkline({ values, label }: SparklineProps) {
  const highest = Math.max(...values.map((value) => value ?? 0), 0);
  const drawnHeight = size.height - 2 * size.margin;
  const step = (size.width - 2 * size.margin) / Math.max(values.length - 1, 1);
  const points = values.map((value, index) =>
    value === null
      ? null
      : {
          x: round(size.margin + index * step),
          y: round(size.height - size.margin - (highest === 0 ? 0 : value / highest) * drawnHeight),
        },
  );
  // After a gap the path moves to the next point (M); otherwise it draws a line to it (L).
  const line = points
    .map((point, index) => {
      if (point === null) return '';
      const isAfterGap = index === 0 || points[index - 1] === null;
      return `${isAfterGap ? 'M' : 'L'}${point.x} ${point.y}`;
    })
    .join('');
  // Undefined without any value; null if the newest one is unknown.
  const newest = points.at(-1);
  return (
    <svg class="sparkline" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
      <path d={line} />
      {newest != null && <circle cx={newest.x} cy={newest.y} r={3} />}
    </svg>
  );
}

/** Rounds to a tenth of a pixel. */
const round = (value: number): number => Math.round(value * 10) / 10;
