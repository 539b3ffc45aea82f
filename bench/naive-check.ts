// The baseline: a consent check as most teams write it first. Fastify and mongoose, one process, a
// contact found by its number. No key, no ledger, no fences. Nothing of Assent is used here.
import Fastify from 'fastify';
import mongoose from 'mongoose';

const [mongodbUri = '', port = '0', contacts = '0', firstNumbers = '[]'] = process.argv.slice(2);

const Contact = mongoose.model(
  'Contact',
  new mongoose.Schema(
    { phone: { type: String, required: true, unique: true }, status: String },
    { timestamps: true },
  ),
);

const app = Fastify();
app.post<{ Body: { phone: string } }>(
  '/check',
  {
    schema: {
      body: { type: 'object', required: ['phone'], properties: { phone: { type: 'string' } } },
      response: {
        200: {
          type: 'object',
          properties: { allowed: { type: 'boolean' }, status: { type: 'string' } },
        },
      },
    },
  },
  async ({ body }) => {
    const contact = await Contact.findOne({ phone: body.phone });
    const status = contact?.status ?? 'none';
    return { allowed: status === 'opted_in', status };
  },
);

await mongoose.connect(mongodbUri);
await Contact.init();
const phones = JSON.parse(firstNumbers) as string[];
await Contact.insertMany(
  phones.slice(0, Number(contacts)).map((phone) => ({ phone, status: 'opted_in' })),
);
await app.listen({ port: Number(port), host: '127.0.0.1' });
console.log('ready');
process.once('SIGTERM', () => {
  void app.close().then(() => mongoose.disconnect());
});
