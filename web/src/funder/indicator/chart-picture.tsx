import { render } from 'preact';
import { Chart, type ChartContent, paperPalette } from './chart.tsx';

/** The size that `Chart` draws for a file. */
const size = { width: 960, height: 540 };
/** The PNG has twice the pixels in each direction, so that it is sharp on a large screen. */
const scale = 2;

/** Draws an indicator's chart as a picture to save, on white and with its title and source: an SVG document. */
export function drawSvg(content: ChartContent): Blob {
  const container = document.createElement('div');
  render(<Chart content={content} palette={paperPalette} isFile />, container);
  const svg = container.querySelector('svg');
  svg?.setAttribute('width', String(size.width));
  svg?.setAttribute('height', String(size.height));
  const text = svg === null ? '' : new XMLSerializer().serializeToString(svg);
  render(null, container);
  return new Blob([text], { type: 'image/svg+xml' });
}

/** Draws an indicator's chart as a picture to save: a PNG. @throws Error if the browser can't draw it */
export async function drawPng(content: ChartContent): Promise<Blob> {
  const objectUrl = URL.createObjectURL(drawSvg(content));
  try {
    const image = new Image(size.width, size.height);
    image.src = objectUrl;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = size.width * scale;
    canvas.height = size.height * scale;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob === null ? reject(new Error('No picture.')) : resolve(blob)),
        'image/png',
      ),
    );
  } finally {
    URL.revokeObjectURL(objectUrl);
  }
}
