type SparklineProps = {
  /** The oldest first; null where a value is unknown: there the line has a gap. */
  readonly values: readonly (number | null)[];
  /** What the line shows, for people who can't see it. */
  readonly label: string;
  /** Whether each value stands by itself, as what happened in a month does: then it is a bar. */
  readonly isBars?: boolean;
};

const size = { width: 160, height: 36, margin: 4 };

/**
 * The funder's sparkline: the course of a number as a small line above zero, with a dot at its newest value, or as bars, the newest of them dark. It has no
 * scale, because the numbers stand beside it.
 */
export function Sparkline({ values, label, isBars = false }: SparklineProps) {
  const highest = Math.max(...values.map((value) => value ?? 0), 0);
  const drawnHeight = size.height - 2 * size.margin;
  if (isBars) return <Bars values={values} label={label} highest={highest} />;
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
      <Zero />
      <path d={line} />
      {newest != null && <circle cx={newest.x} cy={newest.y} r={3} />}
    </svg>
  );
}

/** The line at zero, from which every course is drawn: a month without a bar stands on it. */
const Zero = () => (
  <line
    x1={size.margin}
    x2={size.width - size.margin}
    y1={size.height - size.margin}
    y2={size.height - size.margin}
  />
);

function Bars({ values, label, highest }: Omit<SparklineProps, 'isBars'> & { readonly highest: number }) {
  const width = (size.width - 2 * size.margin) / values.length;
  const heightOf = (value: number | null): number =>
    highest === 0 ? 0 : ((value ?? 0) / highest) * (size.height - 2 * size.margin);
  return (
    <svg class="sparkline" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
      <Zero />
      {values.map((value, index) => (
        <rect
          key={index}
          x={round(size.margin + index * width + width * 0.15)}
          y={round(size.height - size.margin - heightOf(value))}
          width={round(width * 0.7)}
          height={round(heightOf(value))}
        />
      ))}
    </svg>
  );
}

/** Rounds to a tenth of a pixel. */
const round = (value: number): number => Math.round(value * 10) / 10;
