// As much of an OpenAPI 3.1 document as is read and written here.

/** A JSON Schema, or a reference to one. */
export interface Shape {
  $ref?: string;
  title?: string;
  type?: string | string[];
  description?: string;
  examples?: unknown[];
  properties?: Record<string, Shape>;
  [keyword: string]: unknown;
}

export interface Media {
  schema?: Shape;
  example?: unknown;
  examples?: Record<string, { readonly value?: unknown }>;
}

export interface Answer {
  $ref?: string;
  description?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, Media>;
  links?: Record<string, unknown>;
}

export interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: readonly object[];
  parameters?: ({ name: string; in: string; schema?: Shape } | { $ref: string })[];
  requestBody?: { description?: string; content: Record<string, Media> };
  responses: Record<string, Answer>;
  'x-repeatable'?: boolean;
}

export interface Document {
  paths: Record<string, Record<string, Operation>>;
  webhooks?: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Shape>; [kind: string]: Record<string, unknown> };
}
