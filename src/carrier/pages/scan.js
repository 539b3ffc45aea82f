// The camera of a simulated phone: takes a picture of a code, reads it as a phone would, and offers
// what the phone would offer. Nothing is sent by scanning.

const scan = document.getElementById('scan');

/** Widths at which a picture is looked at: a code may be small in it, or too large to be found. */
const WIDTHS = [800, 400, 1600];
const PICTURE_BYTES_MAX = 20_000_000;

const part = (name) => scan.querySelector(`[data-part="${name}"]`);

/** What a phone's camera makes of a code's text. */
function readLink(text) {
  const sms = /^sms:([^?&;]*)[?&;]*(.*)$/i.exec(text);
  if (sms) {
    const body = new URLSearchParams(sms[2]).get('body') ?? '';
    return { to: decodeURIComponent(sms[1]), body };
  }
  const smsto = /^smsto:([^:]*):?(.*)$/is.exec(text);
  if (smsto) return { to: smsto[1], body: smsto[2] };
  return /^https?:\/\//i.test(text) ? { page: text } : undefined;
}

const spoken = (number) =>
  number.replace(
    /^\+1(\d{3})(\d{3})(\d{4})$/,
    (_all, area, first, last) => `(${area}) ${first}-${last}`,
  );

/** The decoder is large and rarely wanted, so it comes with the first picture. */
let decoder;
function loadDecoder() {
  decoder ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = scan.dataset.decoder;
    script.addEventListener('load', () => resolve(globalThis.jsQR));
    script.addEventListener('error', () => reject(new Error('The decoder did not load.')));
    document.head.append(script);
  });
  return decoder;
}

async function loadPicture(file) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
  } finally {
    URL.revokeObjectURL(image.src);
  }
  return image;
}

/** What the code in the picture says; nothing where there is none. */
async function readPicture(file) {
  const [jsQR, image] = await Promise.all([loadDecoder(), loadPicture(file)]);
  const ratio = (image.naturalHeight || 1) / (image.naturalWidth || 1);
  for (const width of WIDTHS) {
    const height = Math.max(1, Math.round(width * ratio));
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    // A picture that is clear in places lies on paper.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.drawImage(image, 0, 0, width, height);
    const found = jsQR(context.getImageData(0, 0, width, height).data, width, height);
    if (found?.data) return found.data;
  }
  return undefined;
}

function say(words, label) {
  part('said').textContent = words;
  const open = part('open');
  open.hidden = label === undefined;
  open.textContent = label ?? '';
}

let link;

/** Shows what the phone offers after reading a code. */
function offer(text) {
  link = readLink(text);
  if (!link) return say(`The code says “${text}”. A phone shows that, and opens nothing.`);
  if (link.page) return say(`Open the page ${new URL(link.page).host}`, 'Open the page');
  say(`Open Messages: ${link.body} to ${spoken(link.to)}`, 'Open Messages');
  return undefined;
}

async function look(file) {
  if (!scan.open) scan.showModal();
  link = undefined;
  if (!file?.type.startsWith('image/') || file.size > PICTURE_BYTES_MAX) {
    return say('This is no picture. Choose a PNG, JPEG or SVG with a code in it.');
  }
  say('Looking …');
  try {
    const text = await readPicture(file);
    if (text === undefined) {
      say('No code to be seen. Take a picture with the whole code and the white around it.');
    } else {
      offer(text);
      part('open').focus();
    }
  } catch {
    say('This picture cannot be opened. Try another one.');
  }
  return undefined;
}

/** Messages with the text in place; it is sent by nobody but the person. */
function openMessages({ to, body }) {
  const composer = document.getElementById('composer');
  scan.close();
  if (to === composer.dataset.sender) {
    composer.elements.body.value = body;
    composer.elements.body.focus();
    return;
  }
  const page = new URL(location.pathname, location.origin);
  page.searchParams.set('sender', to);
  page.searchParams.set('body', body);
  location.assign(page);
}

function openLink() {
  if (!link) return;
  if (!link.page) return openMessages(link);
  scan.close();
  window.open(link.page, '_blank', 'popup,noopener,width=390,height=844');
}

const pictureIn = (files) => [...(files ?? [])].find((file) => file.type.startsWith('image/'));

if (scan) {
  document.getElementById('scan-open').addEventListener('click', () => {
    say('');
    scan.showModal();
  });
  part('cancel').addEventListener('click', () => scan.close());
  part('open').addEventListener('click', openLink);
  part('picture').addEventListener('change', ({ target }) => {
    look(target.files[0]);
    target.value = '';
  });
  part('link').addEventListener('input', ({ target }) => {
    const text = target.value.trim();
    if (readLink(text)) offer(text);
    else say(text === '' ? '' : 'This is no link. It starts with sms: or https://.');
  });
  // A picture may be pasted or dropped anywhere: a phone is pointed at what it sees.
  document.addEventListener('paste', (event) => {
    const picture = pictureIn(event.clipboardData?.files);
    if (!picture) return;
    event.preventDefault();
    look(picture);
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) {
      look(pictureIn(event.dataTransfer.files) ?? event.dataTransfer.files[0]);
    }
  });
}
