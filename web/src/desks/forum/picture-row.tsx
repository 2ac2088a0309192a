import { picturesOf } from './year-rules.ts';

/** SVG paths, which print and need no font. Each fills a square of 24 by 24. */
const drawings = {
  woman:
    'M12 2a3.6 3.6 0 1 1 0 7.2A3.6 3.6 0 0 1 12 2zM8.2 10.4h7.6c1 0 1.7.6 1.9 1.6L20 22H4l2.3-10c.2-1 .9-1.6 1.9-1.6z',
  coins:
    'M3 6c0-2 4-3 9-3s9 1 9 3-4 3-9 3-9-1-9-3zM3 8.6c1.8 1.4 5 2.2 9 2.2s7.2-.8 9-2.2V12c0 2-4 3-9 3s-9-1-9-3zM3 14.6c1.8 1.4 5 2.2 9 2.2s7.2-.8 9-2.2V18c0 2-4 3-9 3s-9-1-9-3z',
  house: 'M12 2 1.5 11.5H5V22h5v-6.5h4V22h5V11.5h3.5z',
  card: 'M2 4.5h20v15H2zM5 8v5h5V8zM12.5 8v1.8H19V8zM12.5 11.4v1.8H19v-1.8zM5 15.2V17h14v-1.8z',
  grain: 'M8 2h8l-1.6 3.2C18.6 7 21 11 21 15c0 5-3.6 7-9 7s-9-2-9-7c0-4 2.4-8 6.6-9.8z',
  bank: 'M12 2 2 7.5v2h20v-2zM4 11h3v7H4zM10.5 11h3v7h-3zM17 11h3v7h-3zM2 19.5h20V22H2z',
  stick:
    'M10 2a3.2 3.2 0 1 1 0 6.4A3.2 3.2 0 0 1 10 2zM6.5 9.6h6.4c.9 0 1.5.5 1.7 1.4l1.2 4.4V22H14v-5l-.6-1L13 22H4l1-11c.1-.9.6-1.4 1.5-1.4zM18 12h1.8v10H18z',
  bag: 'M9 5V4a3 3 0 0 1 6 0v1h1.5A3.5 3.5 0 0 1 20 8.5V20a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V8.5A3.5 3.5 0 0 1 7.5 5zM10.8 5h2.4V4a1.2 1.2 0 0 0-2.4 0zM7 13v5h10v-5h-3.5v1.8h-3V13zM8 8.6v1.8h8V8.6z',
  seat: 'M6 2h12v10H6zM4 13.5h16v3.5h-2V22h-2.500v-5h-7v5H6v-5H4z',
  paper:
    'M3 3h15v16.500a1.5 1.5 0 0 0 3 0V8h1.5v11.5A2.500 2.500 0 0 1 20 22H5a2 2 0 0 1-2-2zM6 6v4h9V6zM6 12v1.8h9V12zM6 15.500v1.8h9v-1.8z',
} as const;
export type Drawing = keyof typeof drawings;

/** The width and height of a drawing, in its own units. */
const size = 24;
/** Pixels for each of these units. */
const scale = 1.6;

/**
 * A number on the forum's year page as a row of pictures, the last one cut off for a fraction; nothing for 0. Screen readers
 * skip it, because the page also shows the number as text.
 */
export function PictureRow({
  drawing,
  value,
  largest,
}: {
  readonly drawing: Drawing;
  readonly value: number;
  /** The largest of the rows that it is compared with. */
  readonly largest?: number;
}) {
  const { whole, fraction } = picturesOf(value, largest);
  const widths = [...Array.from({ length: whole }, () => size), ...(fraction > 0 ? [size * fraction] : [])];
  return (
    <div class="picture-row" aria-hidden="true">
      {widths.map((width, index) => (
        <svg
          aria-hidden="true"
          key={index}
          viewBox={`0 0 ${width} ${size}`}
          width={width * scale}
          height={size * scale}
        >
          <path d={drawings[drawing]} fill-rule="evenodd" />
        </svg>
      ))}
    </div>
  );
}
