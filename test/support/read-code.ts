// A phone's camera as far as tests need one: draws a picture at any size, blurs it if asked to, and
// lets a decoder read it that is none of ours.
import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import jsqrModule from 'jsqr';

// The package is CommonJS: what types call its default is a field of what is imported.
const jsqr = jsqrModule as unknown as typeof jsqrModule.default;

export interface Sight {
  /** Width of the picture as it is seen, in pixels; as it was made where left out. */
  readonly width?: number;
  /** Standard deviation of the blur, in pixels as seen. */
  readonly blur?: number;
  /** What lies around it: a dark wall by default, so that the quiet zone has to be its own. */
  readonly around?: string;
}

const WALL_PX = 20;

/** What the code in the picture says; `null` where none can be read. */
export async function readCode(picture: Buffer, sight: Sight = {}): Promise<string | null> {
  const image: Image = await loadImage(picture);
  const width = sight.width ?? image.width;
  const height = Math.round((image.height * width) / image.width);
  const canvas = createCanvas(width + 2 * WALL_PX, height + 2 * WALL_PX);
  const context = canvas.getContext('2d');
  context.fillStyle = sight.around ?? '#333';
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (sight.blur) context.filter = `blur(${sight.blur}px)`;
  context.drawImage(image, WALL_PX, WALL_PX, width, height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return jsqr(new Uint8ClampedArray(data), canvas.width, canvas.height)?.data ?? null;
}
