// Under another secret every contact id would be another one, and every STOP forgotten.
// So the secret's fingerprint is kept with the data, and a start with a different one ends.
import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';

interface SettingDocument {
  _id: string;
  value: string;
}

export class SecretChanged extends Error {
  override readonly name = 'SecretChanged' as const;
  constructor(stored: string, given: string) {
    super(
      `ASSENT_SECRET has fingerprint ${given}, but these data were sealed under ${stored}; ` +
        'start with the secret of the first start (embedded databases keep it in DATA_DIR/secret)',
    );
  }
}

const schema = new Schema<SettingDocument>(
  { _id: String, value: String },
  { collection: 'installation', versionKey: false },
);

/** @throws SecretChanged when the data belong to another secret. */
export async function refuseOtherSecret(
  connection: Connection,
  fingerprint: string,
): Promise<void> {
  const model = connection.model('installation', schema);
  try {
    await model.collection.insertOne({ _id: 'secret', value: fingerprint } as never);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const stored = await model.findById('secret').lean();
    if (stored?.value !== fingerprint) throw new SecretChanged(stored?.value ?? '', fingerprint);
  }
}
