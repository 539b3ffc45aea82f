// A sign as PDF: one page, tagged, with its letters embedded and the code drawn as vectors.
import { darkRunsOf, QUIET_ZONE } from './qr-matrix.js';
import type { SignFonts } from './sign-font.js';
import { SIGN_SIZES, type SignLayout } from './sign-layout.js';

export async function signPdf(layout: SignLayout, fonts: SignFonts): Promise<Buffer> {
  const { default: PdfDocument } = await import('pdfkit');
  const { width, height } = SIGN_SIZES[layout.size];
  const document = new PdfDocument({
    size: [width, height],
    margin: 0,
    pdfVersion: '1.7',
    lang: 'en',
    tagged: true,
    displayTitle: true,
    info: { Title: layout.title, Creator: 'Assent' },
  });
  const written = collect(document);
  document.registerFont('regular', fonts.files.regular);
  document.registerFont('bold', fonts.files.bold);
  const root = document.struct('Document');
  document.addStructure(root);

  root.add(document.struct('Figure', { alt: layout.code.title }, () => drawCode(document, layout)));
  const { frame } = layout;
  document.markContent('Artifact');
  document
    .roundedRect(frame.x, frame.y, frame.width, frame.height, 8)
    .lineWidth(0.8)
    .stroke('#999999');
  document.endMarkedContent();
  for (const paragraph of new Set(layout.lines.map((line) => line.paragraph))) {
    const lines = layout.lines.filter((line) => line.paragraph === paragraph);
    const draw = () => {
      for (const { text, x, y, size, weight, colour } of lines) {
        document.font(weight).fontSize(size).fillColor(colour);
        document.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
      }
    };
    root.add(document.struct(paragraph === 1 ? 'H1' : 'P', {}, draw));
  }
  root.end();
  document.end();
  return written;
}

function drawCode(document: PDFKit.PDFDocument, { code }: SignLayout): void {
  const square = code.side / (code.matrix.size + 2 * QUIET_ZONE);
  for (const { row, column, length } of darkRunsOf(code.matrix)) {
    const [x, y] = [column + QUIET_ZONE, row + QUIET_ZONE];
    document.rect(code.x + x * square, code.y + y * square, length * square, square);
  }
  document.fill('#000000');
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.once('end', () => resolve(Buffer.concat(parts)));
    document.once('error', reject);
  });
}
