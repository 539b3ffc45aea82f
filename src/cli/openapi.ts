// `assent openapi`: prints the document that /openapi.json answers. Needs no database.
import type { Config } from '../config.js';
import { apiDocument } from '../ingress/api-document.js';

export async function runOpenapi({ publicUrl }: Pick<Config, 'publicUrl'>): Promise<void> {
  process.stdout.write(`${JSON.stringify(await apiDocument(publicUrl), null, 2)}\n`);
}
