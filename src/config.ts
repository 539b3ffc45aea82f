// Every setting of the service: read from the environment once, checked, frozen. The only file that
// knows `process.env`. Nothing here opens a connection or a file but `…_FILE` secrets.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** One line of the table of settings; `docs/settings.md` and `assent doctor` are made from it. */
export interface Setting {
  readonly name: string;
  readonly default?: string;
  readonly secret?: true;
  readonly why: string;
}

export const SETTINGS: readonly Setting[] = [
  {
    name: 'PORT',
    default: '3000',
    why: 'Port of the ingress: webhooks, hosted pages, API, console.',
  },
  { name: 'HOST', default: '127.0.0.1', why: 'Address the ingress listens on.' },
  {
    name: 'PUBLIC_URL',
    why: 'What providers and customers see; signatures are checked against it. Default http://HOST:PORT.',
  },
  {
    name: 'DATA_DIR',
    default: '.data',
    why: 'Folder of the embedded servers, the secret and connection.json.',
  },
  {
    name: 'MONGODB_URI',
    secret: true,
    why: 'A MongoDB replica set; unset: an embedded one is started.',
  },
  {
    name: 'REDIS_URL',
    secret: true,
    why: 'A Redis with noeviction and AOF; unset: an embedded one is started.',
  },
  {
    name: 'REDIS_PREFIX',
    default: '{assent}',
    why: 'Prefix of every key in Redis; braces keep one cluster slot.',
  },
  { name: 'CARRIER', default: 'simulated', why: 'Who carries texts: simulated or twilio.' },
  { name: 'CARRIER_PORT', default: '3001', why: 'Port of the simulated carrier, loopback only.' },
  {
    name: 'CARRIER_URL',
    why: 'Where the simulated carrier answers. Default http://127.0.0.1:CARRIER_PORT.',
  },
  { name: 'TWILIO_ACCOUNT_SID', why: 'Default Twilio account.' },
  { name: 'TWILIO_AUTH_TOKEN', secret: true, why: 'Its token: signs webhooks and calls.' },
  {
    name: 'TWILIO_AUTH_TOKEN_SECONDARY',
    secret: true,
    why: 'Second token, accepted while rotating.',
  },
  { name: 'SMTP_URL', secret: true, why: 'Where e-mail leaves; unset: the simulated inbox.' },
  {
    name: 'MAIL_FROM',
    why: 'Address that invitations come from; needed with a mail server of your own.',
  },
  {
    name: 'ASSENT_SECRET',
    secret: true,
    why: 'Seals stored credentials and contact-id keys. Made at the first start when the databases are embedded, required otherwise.',
  },
  {
    name: 'WORKER_PORT',
    why: 'Port of a worker process’s own probe, /livez and /readyz; unset: none.',
  },
  { name: 'METRICS_TOKEN', secret: true, why: 'Bearer token for /metrics from beyond loopback.' },
  { name: 'ALERT_EMAIL', why: 'Who hears when something needs an operator.' },
  {
    name: 'TRUST_PROXY',
    default: 'false',
    why: 'Addresses of proxies whose X-Forwarded-* headers count.',
  },
  { name: 'LOG_LEVEL', default: 'info', why: 'fatal, error, warn, info, debug, trace or silent.' },
  {
    name: 'WEBHOOK_PRIVATE_ADDRESSES',
    why: 'Whether endpoints may be in private networks (true, false); unset: only with the simulated carrier.',
  },
  {
    name: 'MAP_TILE_URL',
    why: 'Tiles of the console’s map, https://…/{z}/{x}/{y}.png; unset: a plain outline of open data.',
  },
  { name: 'MAP_ATTRIBUTION', why: 'Whose tiles they are, as their terms of use ask to say.' },
  { name: 'FAULT_POINT', why: 'Tests only: kills the process at a named step.' },
];

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly mongodbUri: string | undefined;
  readonly redisUrl: string | undefined;
  readonly redisPrefix: string;
  readonly carrier: 'simulated' | 'twilio';
  readonly carrierPort: number;
  readonly carrierUrl: string;
  readonly twilio: {
    readonly accountSid: string | undefined;
    readonly authToken: string | undefined;
    readonly authTokenSecondary: string | undefined;
  };
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string | undefined;
  readonly secret: string | undefined;
  /** Where a worker process answers its probe; undefined: nowhere. */
  readonly workerPort: number | undefined;
  readonly metricsToken: string | undefined;
  readonly alertEmail: string | undefined;
  readonly trustProxy: boolean | string;
  readonly logLevel: string;
  /** Whether an endpoint of a CRM may ask to be called at a private address. */
  readonly webhookPrivateAddresses: boolean;
  readonly map: { readonly tileUrl: string | undefined; readonly attribution: string };
  readonly faultPoint: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a child process gets: our own environment, with what was decided at run time. */
export function childEnvironment(decided: Environment): NodeJS.ProcessEnv {
  return { ...process.env, ...decided };
}

/** True when npm started this process, as in `npm start`. */
export const isRunByNpm = (): boolean => process.env['npm_lifecycle_event'] !== undefined;

/**
 * Thrown with every fault found; each is one line that names the setting, what was found and what
 * is wanted.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError' as const;
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads every setting. `NAME_FILE` is read where a secret's `NAME` is not set.
 * @throws ConfigError listing all faults at once.
 */
export function loadConfig(environment: Environment = process.env): Config {
  const faults: string[] = [];
  const read = (name: string) => readSetting(name, environment, faults);
  const port = (name: string) => readPort(name, read(name), faults);
  const url = (name: string, protocols: readonly string[]) =>
    readUrl(name, read(name), protocols, faults);
  const oneOf = (name: string, wanted: readonly string[]) => {
    const value = read(name) ?? '';
    if (!wanted.includes(value)) {
      faults.push(`${name} is ${quote(value)}; wanted one of ${wanted.join(', ')}`);
    }
    return value;
  };

  const host = read('HOST') ?? '127.0.0.1';
  const ownPort = port('PORT');
  const carrierPort = port('CARRIER_PORT');
  const config: Config = {
    port: ownPort,
    host,
    publicUrl: trimSlash(url('PUBLIC_URL', ['http:', 'https:']) ?? `http://${host}:${ownPort}`),
    dataDir: resolve(read('DATA_DIR') ?? '.data'),
    mongodbUri: url('MONGODB_URI', ['mongodb:', 'mongodb+srv:']),
    redisUrl: url('REDIS_URL', ['redis:', 'rediss:']),
    redisPrefix: read('REDIS_PREFIX') ?? '{assent}',
    carrier: oneOf('CARRIER', ['simulated', 'twilio']) as Config['carrier'],
    carrierPort,
    carrierUrl: trimSlash(
      url('CARRIER_URL', ['http:', 'https:']) ?? `http://127.0.0.1:${carrierPort}`,
    ),
    twilio: {
      accountSid: read('TWILIO_ACCOUNT_SID'),
      authToken: read('TWILIO_AUTH_TOKEN'),
      authTokenSecondary: read('TWILIO_AUTH_TOKEN_SECONDARY'),
    },
    smtpUrl: url('SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: readAddress('MAIL_FROM', read('MAIL_FROM'), faults),
    secret: readSecret(read('ASSENT_SECRET'), faults),
    workerPort: read('WORKER_PORT') === undefined ? undefined : port('WORKER_PORT'),
    metricsToken: read('METRICS_TOKEN'),
    alertEmail: readAddress('ALERT_EMAIL', read('ALERT_EMAIL'), faults),
    trustProxy: readTrustProxy(read('TRUST_PROXY')),
    logLevel: oneOf('LOG_LEVEL', LOG_LEVELS),
    webhookPrivateAddresses: readPrivate(
      read('WEBHOOK_PRIVATE_ADDRESSES'),
      read('CARRIER'),
      faults,
    ),
    map: {
      tileUrl: readTileUrl(read('MAP_TILE_URL'), faults),
      attribution: read('MAP_ATTRIBUTION') ?? '',
    },
    faultPoint: read('FAULT_POINT'),
  };
  if (config.carrier === 'twilio') requireTwilio(config, faults);
  if (config.carrier === 'twilio' && config.smtpUrl && !config.mailFrom) {
    faults.push('MAIL_FROM is not set, but SMTP_URL is; wanted an address that mail comes from');
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(config);
}

function readSetting(name: string, environment: Environment, faults: string[]): string | undefined {
  const setting = SETTINGS.find((one) => one.name === name);
  if (!setting) throw new Error(`${name} is not in the table of settings`);
  const given = environment[name]?.trim();
  if (given) return given;
  const file = setting.secret ? environment[`${name}_FILE`]?.trim() : undefined;
  if (!file) return setting.default;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    faults.push(
      `${name}_FILE is ${quote(file)}, which cannot be read: ${(error as Error).message}`,
    );
    return undefined;
  }
}

function readPort(name: string, value: string | undefined, faults: string[]): number {
  const port = Number(value);
  if (/^\d+$/.test(value ?? '') && port <= 65_535) return port;
  faults.push(`${name} is ${quote(value ?? '')}; wanted a port number from 0 to 65535`);
  return 0;
}

function readUrl(
  name: string,
  value: string | undefined,
  protocols: readonly string[],
  faults: string[],
): string | undefined {
  if (value === undefined) return undefined;
  // The value may hold a password, so it is never repeated in the fault.
  const protocol = /^[a-z][a-z+]*:/i.exec(value)?.[0].toLowerCase();
  if (protocol && protocols.includes(protocol) && value.includes('//')) return value;
  faults.push(`${name} is not an address; wanted ${protocols.join('//… or ')}//…`);
  return undefined;
}

function readSecret(value: string | undefined, faults: string[]): string | undefined {
  if (value !== undefined && value.length < 32) {
    faults.push(`ASSENT_SECRET has ${value.length} characters; wanted at least 32 random ones`);
  }
  return value;
}

/** `help@acme.example` or `Acme <help@acme.example>`. */
function readAddress(
  name: string,
  value: string | undefined,
  faults: string[],
): string | undefined {
  if (value !== undefined && !/^([^<>]*<)?[^\s<>@]+@[^\s<>@]+>?$/.test(value)) {
    faults.push(`${name} is ${quote(value)}; wanted an e-mail address`);
  }
  return value;
}

/** An address with a place for each of `{z}`, `{x}` and `{y}`, on hosts that a policy can name. */
function readTileUrl(value: string | undefined, faults: string[]): string | undefined {
  if (value === undefined) return undefined;
  const host = /^https?:\/\/(?:\{s\}\.)?[a-z0-9.-]+(?::\d+)?\//i;
  const isWhole = ['{z}', '{x}', '{y}'].every((part) => value.includes(part));
  if (host.test(value) && isWhole) return value;
  faults.push(
    `MAP_TILE_URL is ${quote(value)}; wanted an address such as https://tiles.example.org/{z}/{x}/{y}.png`,
  );
  return undefined;
}

function readTrustProxy(value: string | undefined): boolean | string {
  if (value === undefined || value === 'false') return false;
  return value === 'true' ? true : value;
}

/** A laptop's CRM is on the laptop; a real installation names what it lets through. */
function readPrivate(value: string | undefined, carrier: string | undefined, faults: string[]) {
  if (value === undefined) return carrier === 'simulated';
  if (value !== 'true' && value !== 'false') {
    faults.push(`WEBHOOK_PRIVATE_ADDRESSES is ${quote(value)}; wanted true or false`);
  }
  return value === 'true';
}

function requireTwilio(config: Config, faults: string[]): void {
  if (config.twilio.accountSid && !/^AC[0-9a-f]{32}$/i.test(config.twilio.accountSid)) {
    faults.push('TWILIO_ACCOUNT_SID is not an account; wanted AC followed by 32 hex digits');
  }
  if (Boolean(config.twilio.accountSid) !== Boolean(config.twilio.authToken)) {
    faults.push('TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN go together; one of them is missing');
  }
}

const trimSlash = (url: string) => url.replace(/\/+$/, '');
const quote = (value: string) => JSON.stringify(value);
