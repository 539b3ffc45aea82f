// A page of a PDF as a picture, drawn by Mozilla's pdf.js: what a printer would put on paper.
import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PdfPage {
  /** PNG. */
  readonly picture: Buffer;
  /** Every string on the page, in the order in which it was written. */
  readonly words: string;
  readonly width: number;
  readonly height: number;
  readonly pages: number;
  readonly title: string | undefined;
}

/** The first page. @param scale pixels a point: 1 is 72 dpi. */
export async function drawPdf(pdf: Buffer, scale = 2): Promise<PdfPage> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const page = await document.getPage(1);
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  await page.render({ canvas: canvas as never, viewport }).promise;
  const { items } = await page.getTextContent();
  const { info } = await document.getMetadata();
  const [, , width = 0, height = 0] = page.view;
  const drawn = {
    picture: canvas.toBuffer('image/png'),
    words: items.map((item) => ('str' in item ? item.str : '')).join(' '),
    ...{ width, height, pages: document.numPages },
    title: (info as { Title?: string }).Title,
  };
  await task.destroy();
  return drawn;
}
