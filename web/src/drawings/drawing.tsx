import './drawing.css';

/** One SVG file with all pictures, each a symbol by its name. */
const sprite = new URL('./pictures.svg', import.meta.url).href;

/** The drawing of one picture; hidden from screen readers, since what it shows stands beside it in words. */
export function Drawing({ name }: { readonly name: string }) {
  return (
    <svg class="drawing" aria-hidden="true">
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}
