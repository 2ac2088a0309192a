type SparklineProps = {
  /** Oldest first; null where nothing is known: there the line has a gap. */
  readonly values: readonly (number | null)[];
  /** What it shows, for who can't see it. */
  readonly said: string;
};

const size = { width: 160, height: 36, margin: 4 };

/**
 * The funder's sparkline: the course of a number as a small line from zero up, its newest value as a dot. It has no
 * scale: the numbers stand beside it.
 */
export function Sparkline({ values, said }: SparklineProps) {
  const highest = Math.max(...values.map((value) => value ?? 0), 0);
  const step = (size.width - 2 * size.margin) / Math.max(values.length - 1, 1);
  const places = values.map((value, index) =>
    value === null
      ? null
      : {
          x: round(size.margin + index * step),
          y: round(
            size.height -
              size.margin -
              (highest === 0 ? 0 : value / highest) * (size.height - 2 * size.margin),
          ),
        },
  );
  const line = places
    .map((place, index) =>
      place === null ? '' : `${(places[index - 1] ?? null) === null ? 'M' : 'L'}${place.x} ${place.y}`,
    )
    .join('');
  const newest = places.at(-1);
  return (
    <svg class="sparkline" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={said}>
      <path d={line} />
      {newest != null && <circle cx={newest.x} cy={newest.y} r={3} />}
    </svg>
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
