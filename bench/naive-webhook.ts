// The baseline: the webhook that most teams write first, done properly. Express and mongoose, one
// process, Twilio's own signature check, the event and the contact written before it answers.
// Nothing of Assent is used here.
import express from 'express';
import mongoose from 'mongoose';
import twilio from 'twilio';

const [mongodbUri = '', authToken = '', publicUrl = ''] = process.argv.slice(2);

const Event = mongoose.model(
  'Event',
  new mongoose.Schema(
    {
      messageSid: { type: String, required: true, unique: true },
      accountSid: String,
      from: String,
      to: String,
      body: String,
    },
    { timestamps: true },
  ),
);
const Contact = mongoose.model(
  'Contact',
  new mongoose.Schema(
    { phone: { type: String, required: true, unique: true }, status: String, lastMessageAt: Date },
    { timestamps: true },
  ),
);

const STOP_WORDS = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT']);
const START_WORDS = new Set(['START', 'YES', 'UNSTOP']);

function statusAfter(body: string): string | undefined {
  const word = body.trim().toUpperCase();
  if (STOP_WORDS.has(word)) return 'opted_out';
  return START_WORDS.has(word) ? 'opted_in' : undefined;
}

const app = express();
app.disable('x-powered-by');
app.use(express.urlencoded({ extended: false }));
app.post('/webhooks/twilio/messages', async (request, response) => {
  const form = request.body as Record<string, string>;
  const given = request.get('X-Twilio-Signature') ?? '';
  if (!twilio.validateRequest(authToken, given, publicUrl, form)) {
    response.sendStatus(403);
    return;
  }
  const { MessageSid = '', AccountSid = '', From = '', To = '', Body = '' } = form;
  await Event.create({
    messageSid: MessageSid,
    accountSid: AccountSid,
    from: From,
    to: To,
    body: Body,
  });
  const status = statusAfter(Body);
  await Contact.updateOne(
    { phone: From },
    { $set: { lastMessageAt: new Date(), ...(status && { status }) } },
    { upsert: true },
  );
  response.type('text/xml').send('<Response/>');
});

await mongoose.connect(mongodbUri);
await Promise.all([Event.init(), Contact.init()]);
const server = app.listen(Number(new URL(publicUrl).port), '127.0.0.1', () => {
  console.log('ready');
});
process.once('SIGTERM', () => {
  server.close(() => void mongoose.disconnect());
  server.closeAllConnections();
});
